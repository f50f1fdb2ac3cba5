import { canonicalJson } from '../ledger/canonical-json.js';
import { sha256Hex } from '../ledger/sha256.js';
import type { SheetSpec } from '../spreadsheet/sheet-spec.js';
import type { CellValue, Workbook } from '../spreadsheet/workbook.js';

export const KEY_SHEET = '_plumbline';
export const FORM_FORMAT = 'plumbline-form-1';

/** What was there when the form was written: by it is known later who changed what. */
export interface KeptQuestion {
  readonly id: string;
  /** Of the answer; 0 where there was none. */
  readonly version: number;
  /** Of what stood in the cells. */
  readonly mark: string;
}

/** What a form says about itself on its hidden sheet. */
export interface FormKey {
  readonly assessmentId: string;
  readonly sha256: string;
  readonly language: string;
  readonly questions: readonly KeptQuestion[];
}

const plain = (value: CellValue): CellValue => (typeof value === 'string' ? value.replaceAll('\r\n', '\n') || null : value);

/** A mark of the cells of a question, so that what nobody touched is never read anew as something else. */
export const markOf = (cells: readonly CellValue[]): string => sha256Hex(canonicalJson(cells.map(plain)));

export const keySheet = ({ assessmentId, sha256, language, questions }: FormKey): SheetSpec => ({
  name: KEY_SHEET,
  hidden: true,
  protected: true,
  rows: [
    ['format', FORM_FORMAT],
    ['assessment', assessmentId],
    ['questionnaire', sha256],
    ['language', language],
    ...questions.map(({ id, version, mark }) => ['question', id, version, mark]),
  ],
});

const isVersion = (value: CellValue | undefined): value is number => typeof value === 'number' && Number.isInteger(value) && value >= 0;

/** Null: the workbook is no form, or what it says about itself is damaged. */
export const readKey = ({ sheets }: Workbook): FormKey | null => {
  const rows = sheets.find(({ name }) => name === KEY_SHEET)?.rows ?? [];
  const value = (field: string): string => String(rows.find(([name]) => name === field)?.[1] ?? '');
  if (value('format') !== FORM_FORMAT) return null;
  const listed = rows.filter(([name]) => name === 'question');
  const questions = listed.flatMap(([, id, version, mark]) =>
    typeof id === 'string' && isVersion(version) && typeof mark === 'string' ? [{ id, version, mark }] : [],
  );
  const isWhole = questions.length === listed.length && new Set(questions.map(({ id }) => id)).size === questions.length;
  if (!isWhole || questions.length === 0) return null;
  return { assessmentId: value('assessment'), sha256: value('questionnaire'), language: value('language'), questions };
};
