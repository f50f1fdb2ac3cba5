import type { Archive } from './archive.js';
import type { SpreadsheetLimits } from './limits.js';
import { spreadsheetRefusal } from './refusals.js';
import { fromCellText } from './text.js';
import { readXml } from './xml.js';

/** Texts that cells refer to by number; runs of formatting become plain text, phonetic hints are left out. */
export const readSharedStrings = async (archive: Archive, name: string | null, limits: SpreadsheetLimits): Promise<readonly string[]> => {
  const strings: string[] = [];
  if (name === null) return strings;
  let current = '';
  let inText = false;
  let phonetic = false;
  let characters = 0;
  const add = (text: string): void => {
    characters += text.length;
    if (characters > limits.characters) {
      throw spreadsheetRefusal('SPREADSHEET_TOO_LARGE', name, `The texts are longer than ${limits.characters} characters together.`);
    }
    current += text;
  };
  await readXml(archive, name, {
    open: (tag) => {
      if (tag.name === 'si') current = '';
      if (tag.name === 'rPh') phonetic = true;
      inText = tag.name === 't' && !phonetic;
    },
    text: (text) => {
      if (inText) add(text);
    },
    close: (closed) => {
      if (closed === 't') inText = false;
      if (closed === 'rPh') phonetic = false;
      if (closed !== 'si') return;
      if (strings.length >= limits.cells) {
        throw spreadsheetRefusal('SPREADSHEET_TOO_LARGE', name, `There are more than ${limits.cells} texts.`);
      }
      strings.push(fromCellText(current));
    },
  });
  return strings;
};
