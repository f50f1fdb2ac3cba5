import { describe, expect, it } from '@jest/globals';
import { mediaTypeOf } from './file-kind.js';

/** A zip archive of stored entries, as office programs begin theirs. */
function zip(entries: Readonly<Record<string, string>>): Buffer {
  const parts = Object.entries(entries).map(([name, text]) => {
    const [path, content] = [Buffer.from(name), Buffer.from(text)];
    const header = Buffer.alloc(30);
    header.writeUInt32LE(0x04034b50, 0);
    header.writeUInt16LE(20, 4);
    header.writeUInt32LE(content.length, 18);
    header.writeUInt32LE(content.length, 22);
    header.writeUInt16LE(path.length, 26);
    return Buffer.concat([header, path, content]);
  });
  return Buffer.concat(parts);
}

const contentTypes = (main: string): string =>
  `<?xml version="1.0"?><Types><Override PartName="/main.xml" ContentType="application/vnd.openxmlformats-officedocument.${main}.main+xml"/></Types>`;

describe('the kind of a file', () => {
  it('is read from its content', async () => {
    expect(await mediaTypeOf(Buffer.from('%PDF-1.7\n'), 'a.txt')).toBe('application/pdf');
    expect(await mediaTypeOf(Buffer.from('ffd8ffe000104a464946000101', 'hex'), 'a.pdf')).toBe('image/jpeg');
    expect(await mediaTypeOf(Buffer.from('RIFF\u0024\0\0\0WEBPVP8 ', 'latin1'), 'a.pdf')).toBe('image/webp');
  });
  it('tells a text document and a workbook from any other archive', async () => {
    const docx = zip({ '[Content_Types].xml': contentTypes('wordprocessingml.document'), 'word/document.xml': '<w/>' });
    const xlsx = zip({ '[Content_Types].xml': contentTypes('spreadsheetml.sheet'), 'xl/workbook.xml': '<x/>' });
    expect(await mediaTypeOf(docx, 'a')).toBe('application/vnd.openxmlformats-officedocument.wordprocessingml.document');
    expect(await mediaTypeOf(xlsx, 'a')).toBe('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');
    expect(await mediaTypeOf(zip({ 'run.exe': 'MZ' }), 'a.xlsx')).toBeNull();
  });
  it('is plain text or CSV where every byte is UTF-8 that a person writes', async () => {
    expect(await mediaTypeOf(Buffer.from('Имя;Доля\r\n'), 'list.CSV')).toBe('text/csv');
    expect(await mediaTypeOf(Buffer.from('Words.\tMore words.\n'), 'words')).toBe('text/plain');
    expect(await mediaTypeOf(Buffer.from([0x49, 0xec, 0xff]), 'latin.txt')).toBeNull();
    expect(await mediaTypeOf(Buffer.from('a\0b'), 'binary.txt')).toBeNull();
  });
  it('is refused for pictures and programs that can carry code', async () => {
    expect(await mediaTypeOf(Buffer.from('<?xml version="1.0"?><svg onload="x()"/>'), 'a.png')).toBeNull();
    expect(await mediaTypeOf(Buffer.from('MZ\u0090\0\u0003', 'latin1'), 'a.pdf')).toBeNull();
  });
});
