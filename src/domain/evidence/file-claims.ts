/** Kinds of files that are taken as evidence, with the words by which people and programs call them. */
interface FileKind {
  /** For a refusal: "this is …". */
  readonly called: string;
  /** Endings of a name; the first one is given to a name without any. */
  readonly endings: readonly string[];
  /** What senders declare such files to be, beside the type itself. */
  readonly declared: readonly string[];
}

const ARCHIVE: readonly string[] = ['application/zip', 'application/x-zip-compressed'];
const WORDS: readonly string[] = ['txt', 'text', 'log'];

const KINDS: Readonly<Record<string, FileKind>> = {
  'application/pdf': { called: 'a PDF document', endings: ['pdf'], declared: ['application/x-pdf'] },
  'image/png': { called: 'a PNG picture', endings: ['png'], declared: ['image/x-png'] },
  'image/jpeg': { called: 'a JPEG picture', endings: ['jpg', 'jpeg', 'jpe', 'jfif'], declared: ['image/jpg', 'image/pjpeg'] },
  'image/webp': { called: 'a WebP picture', endings: ['webp'], declared: [] },
  'image/heic': { called: 'a HEIC picture', endings: ['heic', 'heif'], declared: ['image/heif', 'image/heic-sequence'] },
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': {
    called: 'a Word document',
    endings: ['docx'],
    declared: ARCHIVE,
  },
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': {
    called: 'an Excel workbook',
    endings: ['xlsx'],
    declared: ARCHIVE,
  },
  'text/csv': {
    called: 'text',
    endings: ['csv', 'tsv'],
    declared: ['text/plain', 'application/csv', 'application/vnd.ms-excel', 'text/tab-separated-values', 'text/comma-separated-values'],
  },
  'text/plain': { called: 'text', endings: WORDS, declared: [] },
};

/** Senders that do not know what they send say one of these, which claims nothing. */
const SAYS_NOTHING: readonly string[] = [
  '',
  'application/octet-stream',
  'binary/octet-stream',
  'application/x-download',
  'application/unknown',
];

export const isAcceptedKind = (mediaType: string): boolean => Object.hasOwn(KINDS, mediaType);

/** Plain text is a table where its name says so. */
export const textKind = (name: string): string => (KINDS['text/csv']?.endings.includes(endingOf(name) ?? '') ? 'text/csv' : 'text/plain');

/** What a file claims by its name or its sender's word and is not; null where its claims are true. Told to the sender, so in plain words. */
export function falseClaim(mediaType: string, name: string, declared: string): string | null {
  const kind = KINDS[mediaType];
  if (kind === undefined) return null;
  const ending = endingOf(name);
  if (ending !== null && !kind.endings.includes(ending)) return `Its name ends in ".${ending}", but it is ${kind.called}.`;
  const word = declared.split(';')[0]?.trim().toLowerCase() ?? '';
  if (SAYS_NOTHING.includes(word) || word === mediaType || kind.declared.includes(word)) return null;
  return `It was sent as ${/^[\w.+-]+\/[\w.+-]+$/.test(word) ? word : 'something else'}, but it is ${kind.called}.`;
}

/** A name under which a file may be saved: with the ending of what it is. */
export const nameToSave = (name: string, mediaType: string): string =>
  endingOf(name) === null ? `${name}.${KINDS[mediaType]?.endings[0] ?? 'bin'}` : name;

/** The part after the last dot where it looks like one: letters first, so that "No. 12" and "v1.2" have none. */
function endingOf(name: string): string | null {
  return /\.([a-z][a-z0-9]{0,9})$/i.exec(name)?.[1]?.toLowerCase() ?? null;
}
