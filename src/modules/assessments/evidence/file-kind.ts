import { fileTypeFromBuffer } from 'file-type';

const ACCEPTED: ReadonlySet<string> = new Set([
  'application/pdf',
  'image/png',
  'image/jpeg',
  'image/webp',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
]);

/** Control characters that people's texts do hold. */
const WRITING: ReadonlySet<string> = new Set(['\t', '\n', '\f', '\r']);

/** The media type that the bytes themselves show, whatever the name says; null for what is not accepted. Plain text must be UTF-8. */
export async function mediaTypeOf(content: Buffer, name: string): Promise<string | null> {
  const found = await fileTypeFromBuffer(content);
  if (found !== undefined) return ACCEPTED.has(found.mime) ? found.mime : null;
  if (!isPlainText(content)) return null;
  return name.toLowerCase().endsWith('.csv') ? 'text/csv' : 'text/plain';
}

function isPlainText(content: Buffer): boolean {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(content);
    return (text.match(/\p{Cc}/gu) ?? []).every((control) => WRITING.has(control));
  } catch {
    return false;
  }
}
