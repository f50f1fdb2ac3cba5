import { describe, expect, it } from '@jest/globals';
import { falseClaim, nameToSave, textKind } from './file-claims.js';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

describe('what a file claims to be', () => {
  it('is true where name and sender agree with its content, or say nothing', () => {
    expect(falseClaim('image/jpeg', 'Photo.JPG', 'image/jpeg')).toBeNull();
    expect(falseClaim('image/jpeg', 'Photo', 'application/octet-stream')).toBeNull();
    expect(falseClaim('application/pdf', 'Contract No. 12', '')).toBeNull();
    expect(falseClaim('application/pdf', 'policy v1.2', 'application/pdf; charset=binary')).toBeNull();
    expect(falseClaim('text/csv', 'list.csv', 'application/vnd.ms-excel')).toBeNull();
    expect(falseClaim(XLSX, 'list.xlsx', 'application/zip')).toBeNull();
  });
  it('is false where the name ends in something else, and the sender is told what it is', () => {
    expect(falseClaim('image/png', 'policy.pdf', 'application/pdf')).toBe('Its name ends in ".pdf", but it is a PNG picture.');
    expect(falseClaim('application/pdf', 'policy.pdf.exe', 'application/pdf')).toContain('".exe"');
    expect(falseClaim('text/plain', 'page.html', 'text/plain')).toContain('".html"');
  });
  it('is false where the sender declares another kind, without repeating what no type looks like', () => {
    expect(falseClaim('image/png', 'policy', 'application/pdf')).toBe('It was sent as application/pdf, but it is a PNG picture.');
    expect(falseClaim('image/png', 'policy', '<script>')).toBe('It was sent as something else, but it is a PNG picture.');
  });
});

describe('a name', () => {
  it('says of a text whether it is a table', () => {
    expect([textKind('a.CSV'), textKind('a.tsv'), textKind('a'), textKind('a.txt')]).toEqual([
      'text/csv',
      'text/csv',
      'text/plain',
      'text/plain',
    ]);
  });
  it('gets an ending to be saved under where it has none', () => {
    expect([nameToSave('policy', 'application/pdf'), nameToSave('a.JPG', 'image/jpeg'), nameToSave('v1.2', 'text/plain')]).toEqual([
      'policy.pdf',
      'a.JPG',
      'v1.2.txt',
    ]);
  });
});
