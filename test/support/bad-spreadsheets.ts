import {
  cellRow,
  contentTypes,
  MACRO_TYPE,
  parts,
  type Parts,
  plain,
  relationships,
  sharedStrings,
  sheetData,
  textRow,
  workbook,
  worksheet,
  zipParts,
} from './xlsx-parts.js';
import { zip } from './zip.js';

/** A file that must be refused, with the code of the refusal. */
export interface BadSpreadsheet {
  readonly name: string;
  readonly content: Buffer;
  readonly code: string;
}

type Made = readonly [name: string, code: string, content: Buffer];

const MEGABYTE = 1024 * 1024;
const OLE = Buffer.from('d0cf11e0a1b11ae1', 'hex');
const LAUGHS = `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">${[1, 2, 3, 4, 5, 6, 7, 8, 9]
  .map((n) => `<!ENTITY lol${n} "${`&lol${n === 1 ? '' : n - 1};`.repeat(10)}">`)
  .join('')}]>`;

const withOut = (files: Parts, ...names: readonly string[]): Parts =>
  Object.fromEntries(Object.entries(files).filter(([name]) => !names.includes(name)));

const sheetOf = (rows: string): Buffer => zipParts(parts(worksheet(sheetData(rows))));

/** A text that packs no better than others do, so that its length alone is what is wrong. */
const counting = (length: number): string =>
  Array.from({ length: length / 5 }, (_, i) => i)
    .join(' ')
    .slice(0, length);

const spaces = (megabytes: number): string => ' '.repeat(megabytes * MEGABYTE);

const notWorkbooks = (): readonly Made[] => [
  ['empty file', 'SPREADSHEET_UNREADABLE', Buffer.alloc(0)],
  ['not a zip archive', 'SPREADSHEET_FORMAT', Buffer.from('Index,Question\n1,Is this a spreadsheet?\n')],
  ['a picture', 'SPREADSHEET_FORMAT', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')],
  ['truncated archive', 'SPREADSHEET_UNREADABLE', zipParts(plain()).subarray(0, 700)],
  ['archive that is only a beginning', 'SPREADSHEET_UNREADABLE', Buffer.from('PK\u0003\u0004', 'latin1')],
  ['random bytes behind a zip signature', 'SPREADSHEET_UNREADABLE', Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(5000, 7)])],
  ['archive of something else', 'SPREADSHEET_FORMAT', zip([{ name: 'readme.txt', data: 'hello' }])],
  [
    'word processor document',
    'SPREADSHEET_FORMAT',
    zipParts({
      ...plain(),
      '[Content_Types].xml': contentTypes('application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'),
    }),
  ],
  [
    'binary workbook',
    'SPREADSHEET_FORMAT',
    zipParts({ ...plain(), '[Content_Types].xml': contentTypes('application/vnd.ms-excel.sheet.binary.macroEnabled.main') }),
  ],
  ['old workbook (.xls)', 'SPREADSHEET_FORMAT', Buffer.concat([OLE, Buffer.alloc(4096), Buffer.from('Workbook', 'utf16le')])],
  [
    'workbook behind a password',
    'SPREADSHEET_ENCRYPTED',
    Buffer.concat([OLE, Buffer.alloc(4096), Buffer.from('EncryptedPackage', 'utf16le')]),
  ],
  [
    'archive with encrypted entries',
    'SPREADSHEET_ENCRYPTED',
    zip(Object.entries(plain()).map(([name, data]) => ({ name, data, flags: 1 }))),
  ],
];

const macros = (): readonly Made[] => [
  [
    'macros (.xlsm)',
    'SPREADSHEET_MACROS',
    zipParts({ ...plain(), '[Content_Types].xml': contentTypes(MACRO_TYPE), 'xl/vbaProject.bin': Buffer.concat([OLE, Buffer.alloc(512)]) }),
  ],
  ['macros called .xlsx', 'SPREADSHEET_MACROS', zipParts({ ...plain(), 'xl/vbaProject.bin': Buffer.concat([OLE, Buffer.alloc(512)]) })],
  [
    'sheet of old macros',
    'SPREADSHEET_MACROS',
    zipParts({
      ...plain(),
      'xl/_rels/workbook.xml.rels': relationships(['rId1', 'xlMacrosheet', 'worksheets/sheet1.xml']),
    }),
  ],
];

const bombs = (): readonly Made[] => [
  ['bomb in a sheet', 'SPREADSHEET_TOO_LARGE', zipParts(parts(worksheet(`${sheetData('')}${spaces(100)}`)))],
  [
    'bomb in the shared texts',
    'SPREADSHEET_TOO_LARGE',
    zipParts({ ...plain(), 'xl/sharedStrings.xml': sharedStrings(`<t>${'a'.repeat(30 * MEGABYTE)}</t>`) }),
  ],
  [
    'bomb of many entries',
    'SPREADSHEET_TOO_LARGE',
    zip([
      ...Object.entries(plain()).map(([name, data]) => ({ name, data })),
      ...Array.from({ length: 60_000 }, (_, i) => ({ name: `xl/media/${i}.png`, data: '', stored: true })),
    ]),
  ],
  [
    'bomb of entries that are each small enough',
    'SPREADSHEET_TOO_LARGE',
    zipParts(plain(), ...Array.from({ length: 80 }, (_, i) => ({ name: `xl/media/${i}.bin`, data: Buffer.alloc(MEGABYTE - 1) }))),
  ],
  [
    'archive in the archive',
    'SPREADSHEET_TOO_LARGE',
    zipParts(plain(), {
      name: 'xl/embeddings/inner.zip',
      data: zip([{ name: 'zeros', data: Buffer.alloc(8 * MEGABYTE), stored: true }]),
    }),
  ],
  [
    'size that lies',
    'SPREADSHEET_UNREADABLE',
    zip(
      Object.entries(parts(worksheet(`${sheetData('')}${spaces(60)}`))).map(([name, data]) => ({
        name,
        data,
        ...(name.includes('sheet1') ? { declaredSize: 4000 } : {}),
      })),
    ),
  ],
  [
    'entries that share their bytes',
    'SPREADSHEET_UNREADABLE',
    zip([
      ...Object.entries(plain()).map(([name, data]) => ({ name, data })),
      { name: 'xl/media/a.bin', data: 'x'.repeat(1000) },
      { name: 'xl/media/b.bin', data: 'x'.repeat(1000), overlapping: true },
    ]),
  ],
  [
    'element of a million attributes',
    'SPREADSHEET_TOO_LARGE',
    zipParts(parts(`<worksheet ${Array.from({ length: 1_500_000 }, (_, i) => `a${i}=""`).join(' ')}>${sheetData('')}</worksheet>`)),
  ],
  ['cell of a megabyte', 'SPREADSHEET_TOO_LARGE', sheetOf(textRow('A1', counting(MEGABYTE)))],
  [
    'shared text of a megabyte',
    'SPREADSHEET_TOO_LARGE',
    zipParts({
      ...parts(worksheet(sheetData(cellRow('B7', 't="s"', '<v>0</v>')))),
      'xl/sharedStrings.xml': sharedStrings(`<t>${counting(MEGABYTE)}</t>`),
    }),
  ],
  [
    'long text that a hundred thousand cells share',
    'SPREADSHEET_TOO_LARGE',
    zipParts({
      ...parts(
        worksheet(
          sheetData(Array.from({ length: 10_000 }, (_, i) => `<row r="${i + 1}">${'<c t="s"><v>0</v></c>'.repeat(10)}</row>`).join('')),
        ),
      ),
      'xl/sharedStrings.xml': sharedStrings(`<t>${'0123456789'.repeat(3000)}</t>`),
    }),
  ],
  ['cell at XFD1048576', 'SPREADSHEET_TOO_LARGE', sheetOf(textRow('XFD1048576', 'far away'))],
  ['cell in the last column', 'SPREADSHEET_TOO_LARGE', sheetOf(textRow('XFD1', 'far right'))],
  [
    'more cells than anybody fills in',
    'SPREADSHEET_TOO_LARGE',
    sheetOf(Array.from({ length: 2000 }, (_, i) => `<row r="${i + 1}"><c r="SF${i + 1}"><v>${i}</v></c></row>`).join('')),
  ],
  [
    'ten thousand sheets',
    'SPREADSHEET_TOO_LARGE',
    zipParts({ ...plain(), 'xl/workbook.xml': workbook(Array.from({ length: 10_000 }, (_, i) => `Sheet ${i}`)) }),
  ],
  [
    'file above the limit',
    'SPREADSHEET_TOO_LARGE',
    zipParts(plain(), { name: 'xl/media/a.bin', data: Buffer.alloc(11 * MEGABYTE), stored: true }),
  ],
];

const entities = (): readonly Made[] => [
  [
    'billion laughs in the shared texts',
    'SPREADSHEET_ENTITIES',
    zipParts({ ...plain(), 'xl/sharedStrings.xml': `${LAUGHS}<sst><si><t>&lol9;</t></si></sst>` }),
  ],
  [
    'entity that reads a file',
    'SPREADSHEET_ENTITIES',
    zipParts(parts(`<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><worksheet>${sheetData(textRow('A1', '&f;'))}</worksheet>`)),
  ],
  [
    'document type at an address',
    'SPREADSHEET_ENTITIES',
    zipParts({ ...plain(), 'xl/workbook.xml': `<!DOCTYPE x SYSTEM "http://example.org/x.dtd">${workbook(['A']).split('\n')[1]}` }),
  ],
  ['unknown entity', 'SPREADSHEET_UNREADABLE', sheetOf(textRow('A1', '&nbsp;'))],
];

const broken = (): readonly Made[] => [
  ['workbook.xml missing', 'SPREADSHEET_UNREADABLE', zipParts(withOut(plain(), 'xl/workbook.xml'))],
  ['sheet missing', 'SPREADSHEET_UNREADABLE', zipParts(withOut(plain(), 'xl/worksheets/sheet1.xml'))],
  ['no sheets', 'SPREADSHEET_UNREADABLE', zipParts({ ...plain(), 'xl/workbook.xml': workbook([]) })],
  [
    'two sheets of one name',
    'SPREADSHEET_UNREADABLE',
    zipParts({ ...parts(worksheet(''), worksheet('')), 'xl/workbook.xml': workbook(['A', 'a']) }),
  ],
  [
    'two sheets of one file',
    'SPREADSHEET_UNREADABLE',
    zipParts({
      ...plain(),
      'xl/workbook.xml': workbook(['A', 'B']),
      'xl/_rels/workbook.xml.rels': relationships(
        ['rId1', 'worksheet', 'worksheets/sheet1.xml'],
        ['rId2', 'worksheet', 'worksheets/sheet1.xml'],
      ),
    }),
  ],
  [
    'sheet on another server',
    'SPREADSHEET_UNREADABLE',
    zipParts({
      ...plain(),
      'xl/_rels/workbook.xml.rels': relationships(['rId1', 'worksheet', 'https://example.org/sheet1.xml', 'External']),
    }),
  ],
  [
    'entry twice',
    'SPREADSHEET_UNREADABLE',
    zipParts(plain(), { name: 'XL/worksheets/Sheet1.xml', data: worksheet(sheetData(textRow('A1', 'Other'))) }),
  ],
  ['entry outside of the archive', 'SPREADSHEET_UNREADABLE', zipParts(plain(), { name: '../../etc/cron.d/evil', data: '* * * * *' })],
  ['entry at the root of the disk', 'SPREADSHEET_UNREADABLE', zipParts(plain(), { name: '/etc/passwd', data: 'root' })],
  ['entry packed in an unknown way', 'SPREADSHEET_UNREADABLE', zipParts(plain(), { name: 'xl/a.bin', data: 'x', method: 99 })],
  ['not XML', 'SPREADSHEET_UNREADABLE', zipParts(parts('Index;Question'))],
  ['XML that stops', 'SPREADSHEET_UNREADABLE', zipParts(parts(worksheet(sheetData(textRow('A1', 'x'))).slice(0, -20)))],
  [
    'XML in another encoding',
    'SPREADSHEET_UNREADABLE',
    zipParts({ ...plain(), 'xl/worksheets/sheet1.xml': Buffer.from(worksheet(sheetData(textRow('A1', 'café'))), 'latin1') }),
  ],
  ['NUL in a text', 'SPREADSHEET_UNREADABLE', sheetOf(textRow('A1', 'a\0b'))],
  [
    'elements a hundred thousand deep',
    'SPREADSHEET_UNREADABLE',
    zipParts(parts(worksheet(`${'<a>'.repeat(100_000)}${'</a>'.repeat(100_000)}`))),
  ],
  ['text number that is not there', 'SPREADSHEET_UNREADABLE', sheetOf(cellRow('B2', 't="s"', '<v>99999</v>'))],
  ['text number that is no number', 'SPREADSHEET_UNREADABLE', sheetOf(cellRow('B2', 't="s"', '<v>-1</v>'))],
  ['number that is no number', 'SPREADSHEET_UNREADABLE', sheetOf(cellRow('C3', 't="n"', '<v>many</v>'))],
  ['cell of an unknown type', 'SPREADSHEET_UNREADABLE', sheetOf(cellRow('C3', 't="image"', '<v>1</v>'))],
  ['cell in another row', 'SPREADSHEET_UNREADABLE', sheetOf('<row r="1"><c r="A9"><v>1</v></c></row>')],
  ['cell without an address', 'SPREADSHEET_UNREADABLE', sheetOf('<row r="1"><c r="ZZZZ1"><v>1</v></c></row>')],
  ['rows that go back', 'SPREADSHEET_UNREADABLE', sheetOf('<row r="5"/><row r="5"><c r="A5"><v>1</v></c></row>')],
];

/** Files that are truncated, hostile or not what they say, each built here so that nothing dangerous lies in the repository. */
export const badSpreadsheets = (): readonly BadSpreadsheet[] =>
  [...notWorkbooks(), ...macros(), ...bombs(), ...entities(), ...broken()].map(([name, code, content]) => ({ name, code, content }));
