const ESCAPE = /_x([0-9A-Fa-f]{4})_/g;

/** What no database and no JSON keeps: NUL and halves of characters. */
const clean = (text: string): string => text.replaceAll('\0', '').replaceAll(/\p{Surrogate}/gu, '');

/** XLSX writes characters that XML cannot hold as `_x000D_`, and an underscore that would look like this as `_x005F_`. */
export const fromCellText = (text: string): string =>
  clean(text.includes('_x') ? text.replaceAll(ESCAPE, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))) : text);

/** Control characters but tab and line feed, what XML forbids, and underscores that would read like an escape. */
const TO_ESCAPE = /_(?=x[0-9A-Fa-f]{4}_)|[^\P{Cc}\t\n\u0085]|[\uFFFE\uFFFF]/gu;

/** The same, for writing: read back it is the same text. */
export const toCellText = (text: string): string =>
  clean(text).replaceAll(TO_ESCAPE, (character) => `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`);
