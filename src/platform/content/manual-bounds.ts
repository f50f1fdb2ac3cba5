import { type Manual, questionsOf } from '../../domain/manual/manual.js';
import type { Problem } from '../../domain/shared/domain-error.js';

/** What a manual may weigh before anything looks into it: each check below these bounds is quick, whatever stands in the document. */
export const MANUAL_BOUNDS = { depth: 12, values: 150_000, list: 1_000, places: 20_000, fields: 60, name: 200, text: 5_000 } as const;

type Add = (path: string, message: string) => void;

/** The one list that names a text each. */
const mostIn = (path: string): number => (path.endsWith('/unreviewed') ? MANUAL_BOUNDS.places : MANUAL_BOUNDS.list);

class Weighing {
  readonly problems: Problem[] = [];
  private values = 0;

  /** Stops at the first few: a document that is too large is not read to its end. */
  get over(): boolean {
    return this.values > MANUAL_BOUNDS.values || this.problems.length >= 20;
  }

  weigh(value: unknown, path: string, depth: number): void {
    if (this.over) return;
    this.values += 1;
    if (this.values > MANUAL_BOUNDS.values) return this.add('', `It holds more than ${MANUAL_BOUNDS.values} values.`);
    if (typeof value === 'string' && value.length > MANUAL_BOUNDS.text) this.add(path, `It has ${value.length} characters; at most ${MANUAL_BOUNDS.text}.`);
    if (typeof value !== 'object' || value === null) return;
    if (depth > MANUAL_BOUNDS.depth) return this.add(path, `It is nested more than ${MANUAL_BOUNDS.depth} levels deep.`);
    if (Array.isArray(value)) this.weighList(value, path, depth);
    else this.weighFields(Object.entries(value), path, depth);
  }

  private weighList(items: readonly unknown[], path: string, depth: number): void {
    if (items.length > mostIn(path)) return this.add(path, `It has ${items.length} entries; at most ${mostIn(path)}.`);
    items.forEach((item, i) => this.weigh(item, `${path}/${i}`, depth + 1));
  }

  private weighFields(fields: readonly (readonly [string, unknown])[], path: string, depth: number): void {
    if (fields.length > MANUAL_BOUNDS.fields) return this.add(path, `It has ${fields.length} fields; at most ${MANUAL_BOUNDS.fields}.`);
    for (const [name, value] of fields) {
      if (name.length > MANUAL_BOUNDS.name) this.add(path, 'A name in it is too long.');
      else this.weigh(value, path === '' ? name : `${path}/${name}`, depth + 1);
    }
  }

  private readonly add: Add = (path, message) => {
    this.problems.push({ path, code: 'MANUAL_TOO_LARGE', message });
  };
}

/** What makes a document too large to be a manual; empty: it may be looked into. */
export const checkBounds = (value: unknown): readonly Problem[] => {
  const weighing = new Weighing();
  weighing.weigh(value, '', 0);
  return weighing.problems;
};

/** All conditions together: some thousands of ordinary ones, and no more than a checker types in a moment. */
const CONDITION_BOUNDS = { conditions: 5_000, signs: 300_000 } as const;

/** Conditions that are each in order, and together too many to check. */
export const checkConditionLoad = (manual: Manual): readonly Problem[] => {
  const conditions = [
    ...questionsOf(manual).flatMap(({ visible, redFlags }) => [visible ?? '', ...redFlags.map(({ when }) => when)]),
    ...manual.contradictions.map(({ when }) => when),
  ].filter((condition) => condition !== '');
  const signs = conditions.reduce((sum, { length }) => sum + length, 0);
  if (conditions.length <= CONDITION_BOUNDS.conditions && signs <= CONDITION_BOUNDS.signs) return [];
  const message = `The conditions are ${conditions.length} with ${signs} characters; a manual has at most ${CONDITION_BOUNDS.conditions} with ${CONDITION_BOUNDS.signs}.`;
  return [{ path: 'chapters', code: 'MANUAL_TOO_LARGE', message }];
};
