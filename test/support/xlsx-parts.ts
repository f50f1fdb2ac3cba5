import { zip, type ZipEntry } from './zip.js';

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
export const WORKBOOK_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml';
export const MACRO_TYPE = 'application/vnd.ms-excel.sheet.macroEnabled.main+xml';

/** The files of an XLSX archive by name: a test replaces, adds or removes what it wants to be wrong. */
export type Parts = Record<string, Buffer | string>;

export const worksheet = (inside: string, before = ''): string =>
  `${XML}<worksheet xmlns="${MAIN}" xmlns:r="${RELATIONS}">${before}${inside}</worksheet>`;

export const sheetData = (rows: string): string => `<sheetData>${rows}</sheetData>`;

/** A row of one cell, written out. */
export const cellRow = (address: string, attributes: string, inside: string): string =>
  `<row r="${/\d+$/.exec(address)?.[0]}"><c r="${address}" ${attributes}>${inside}</c></row>`;

export const textRow = (address: string, text: string): string => cellRow(address, 't="inlineStr"', `<is><t>${text}</t></is>`);

export const sharedStrings = (...items: readonly string[]): string =>
  `${XML}<sst xmlns="${MAIN}">${items.map((item) => `<si>${item}</si>`).join('')}</sst>`;

export const relationships = (...items: readonly (readonly [id: string, type: string, target: string, mode?: string])[]): string =>
  `${XML}<Relationships xmlns="${PACKAGE}/relationships">${items
    .map(([id, type, target, mode]) => {
      const external = mode === undefined ? '' : ` TargetMode="${mode}"`;
      return `<Relationship Id="${id}" Type="${RELATIONS}/${type}" Target="${target}"${external}/>`;
    })
    .join('')}</Relationships>`;

export const contentTypes = (workbook = WORKBOOK_TYPE, more = ''): string =>
  `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${workbook}"/>${more}</Types>`;

export const workbook = (sheets: readonly string[], properties = ''): string =>
  `${XML}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}">${properties}<sheets>${sheets
    .map((name, i) => `<sheet name="${name}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`)
    .join('')}</sheets></workbook>`;

/** A whole workbook whose sheets are given as XML. */
export const parts = (...sheets: readonly string[]): Parts => ({
  '[Content_Types].xml': contentTypes(),
  '_rels/.rels': relationships(['rId1', 'officeDocument', 'xl/workbook.xml']),
  'xl/workbook.xml': workbook(sheets.map((_, i) => `Sheet${i + 1}`)),
  'xl/_rels/workbook.xml.rels': relationships(
    ...sheets.map((_, i) => [`rId${i + 1}`, 'worksheet', `worksheets/sheet${i + 1}.xml`] as const),
    ['rStrings', 'sharedStrings', 'sharedStrings.xml'],
    ['rStyles', 'styles', 'styles.xml'],
  ),
  ...Object.fromEntries(sheets.map((sheet, i) => [`xl/worksheets/sheet${i + 1}.xml`, sheet])),
});

export const zipParts = (files: Parts, ...more: readonly ZipEntry[]): Buffer =>
  zip([...Object.entries(files).map(([name, data]) => ({ name, data })), ...more]);

/** A small workbook with nothing wrong. */
export const plain = (): Parts => parts(worksheet(sheetData(textRow('A1', 'Hello'))));
