import { StreamableFile } from '@nestjs/common';
import type { Readable } from 'node:stream';
import type { EvidenceView } from './evidence.dto.js';

/** A file to be saved, never shown by the browser, under the name its sender gave it. */
export const sendFile = ({ file, content }: { readonly file: EvidenceView; readonly content: Readable }): StreamableFile =>
  new StreamableFile(content, {
    type: file.mediaType.startsWith('text/') ? `${file.mediaType}; charset=utf-8` : file.mediaType,
    disposition: `attachment; filename*=UTF-8''${encoded(file.name ?? 'file')}`,
    length: file.size,
  });

/** As RFC 8187 wants it. */
const encoded = (name: string): string =>
  encodeURIComponent(name.toWellFormed()).replaceAll(/['()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
