import { cellName, type CellValue, place, type Sheet } from '../../domain/spreadsheet/workbook.js';
import type { Archive } from './archive.js';
import { dateOfSerial } from './dates.js';
import type { SpreadsheetLimits } from './limits.js';
import { spreadsheetRefusal } from './refusals.js';
import type { SheetPart } from './workbook-part.js';
import { fromCellText } from './text.js';
import { type OpenTag, readXml } from './xml.js';

/** What all sheets of a workbook share, and what of the limits is used up. */
export interface Shared {
  readonly strings: readonly string[];
  readonly dateStyles: ReadonlySet<number>;
  readonly from1904: boolean;
  readonly limits: SpreadsheetLimits;
  readonly used: { cells: number; characters: number };
}

const ADDRESS = /^([A-Z]{1,3})([1-9][0-9]{0,6})$/;
const LETTERS = 26;
const LETTER_BEFORE_A = 64;

const columnOf = (letters: string): number =>
  [...letters].reduce((sum, letter) => sum * LETTERS + letter.charCodeAt(0) - LETTER_BEFORE_A, 0);

/** Gathers the cells of one sheet as its file is read; holds one cell in the making at a time. */
class SheetReader {
  readonly rows: CellValue[][] = [];
  private row = 0;
  private column = 0;
  private type = 'n';
  private style = 0;
  private value = '';
  private inData = false;
  private inCell = false;
  private collecting = false;
  private phonetic = false;

  constructor(
    private readonly sheet: string,
    private readonly shared: Shared,
  ) {}

  open(tag: OpenTag): void {
    if (tag.name === 'sheetData') this.inData = true;
    else if (!this.inData) return;
    else if (tag.name === 'row') this.openRow(tag);
    else if (tag.name === 'c') this.openCell(tag);
    else if (tag.name === 'rPh') this.phonetic = true;
    else this.collecting = this.inCell && (tag.name === 'v' || (tag.name === 't' && !this.phonetic));
  }

  text(text: string): void {
    if (!this.collecting) return;
    this.value += text;
    if (this.value.length > this.shared.limits.cellCharacters) {
      throw this.tooLarge(`The cell holds more than ${this.shared.limits.cellCharacters} characters.`);
    }
  }

  close(name: string): void {
    if (name === 'sheetData') this.inData = false;
    if (name === 'v' || name === 't') this.collecting = false;
    if (name === 'rPh') this.phonetic = false;
    if (name !== 'c' || !this.inCell) return;
    this.inCell = false;
    const value = this.cellValue();
    if (value !== null && value !== '') this.put(value);
  }

  private openRow(tag: OpenTag): void {
    const given = tag.get('r');
    const row = given === undefined ? this.row + 1 : Number(given);
    if (!Number.isInteger(row) || row <= this.row) throw this.damaged('The rows are not in order.');
    this.row = row;
    this.column = 0;
  }

  private openCell(tag: OpenTag): void {
    const address = tag.get('r');
    if (address === undefined) this.column += 1;
    else {
      const [, letters = '', row = ''] = ADDRESS.exec(address) ?? [];
      const column = columnOf(letters);
      if (Number(row) !== this.row || column <= this.column) throw this.damaged(`The cell "${address.slice(0, 20)}" is out of place.`);
      this.column = column;
    }
    this.type = tag.get('t') ?? 'n';
    this.style = Number(tag.get('s') ?? 0);
    this.value = '';
    this.inCell = true;
    this.collecting = false;
  }

  private cellValue(): CellValue {
    const raw = this.value;
    if (raw === '') return null;
    switch (this.type) {
      case 'n':
        return this.number(raw);
      case 's':
        return this.sharedString(raw);
      case 'str':
      case 'inlineStr':
        return fromCellText(raw);
      case 'b':
        return raw === '1' || raw === 'true';
      case 'd':
        return raw.slice(0, 'YYYY-MM-DD'.length);
      case 'e':
        return null;
      default:
        throw this.damaged('The cell is of an unknown type.');
    }
  }

  private number(raw: string): CellValue {
    const value = raw.trim() === '' ? NaN : Number(raw);
    if (!Number.isFinite(value)) throw this.damaged('The cell should hold a number and does not.');
    return (this.shared.dateStyles.has(this.style) ? dateOfSerial(value, this.shared.from1904) : null) ?? value;
  }

  private sharedString(raw: string): string {
    const text = /^\d{1,9}$/.test(raw.trim()) ? this.shared.strings[Number(raw)] : undefined;
    if (text === undefined) throw this.damaged('The cell refers to a text that is not in the file.');
    return text;
  }

  private put(value: string | number | boolean): void {
    const { limits, used } = this.shared;
    if (this.row > limits.rows) throw this.tooLarge(`Rows after ${limits.rows} are not read.`);
    if (this.column > limits.columns) throw this.tooLarge(`Columns after ${cellName(1, limits.columns).slice(0, -1)} are not read.`);
    while (this.rows.length < this.row) {
      this.rows.push([]);
      used.cells += 1;
    }
    const row = this.rows[this.row - 1] ?? [];
    used.cells += this.column - row.length;
    if (used.cells > limits.cells) throw this.tooLarge(`The workbook has more than ${limits.cells} cells.`);
    while (row.length < this.column - 1) row.push(null);
    row.push(value);
    if (typeof value !== 'string') return;
    if (value.length > limits.cellCharacters) throw this.tooLarge(`The cell holds more than ${limits.cellCharacters} characters.`);
    used.characters += value.length;
    if (used.characters > limits.characters) throw this.tooLarge(`The texts are longer than ${limits.characters} characters together.`);
  }

  private place(): string {
    return place(this.sheet, Math.max(this.row, 1), Math.max(this.column, 1));
  }

  private damaged(message: string): Error {
    return spreadsheetRefusal('SPREADSHEET_UNREADABLE', this.place(), message);
  }

  private tooLarge(message: string): Error {
    return spreadsheetRefusal('SPREADSHEET_TOO_LARGE', this.place(), message);
  }
}

/**
 * The values of one sheet. Formulas are passed over, only the value they last showed is taken; dimensions, merged cells,
 * validations, links and styles are never looked at, so that none of them can cost anything.
 */
export const readSheet = async (archive: Archive, part: SheetPart, shared: Shared): Promise<Sheet> => {
  const reader = new SheetReader(part.name, shared);
  await readXml(archive, part.file, {
    open: (tag) => reader.open(tag),
    text: (text) => reader.text(text),
    close: (name) => reader.close(name),
  });
  return { name: part.name, hidden: part.hidden, rows: reader.rows };
};
