import { DomainError } from '../../domain/shared/domain-error.js';
import { type Cursor, readCursor } from './pages.js';

/** What a list is sorted by; the id breaks ties in the same direction. Rows without the key stand above the highest: unknown is never low. */
export interface Sort {
  readonly column: string;
  readonly id: string;
  readonly kind: 'text' | 'number';
  readonly descending: boolean;
  readonly nullable: boolean;
}

/** A part of a list that one index scan reads in order. */
export interface Segment {
  readonly where: (parameter: (value: unknown) => string) => string;
  readonly order: string;
}

/** @throws DomainError CURSOR_INVALID for a mark that another list, or nobody, gave out */
export function cursorFor(sort: Sort, after: string | undefined): Cursor | null {
  const cursor = readCursor(after);
  if (cursor === null) return null;
  const fits =
    cursor.key === null
      ? sort.nullable
      : sort.kind === 'number'
        ? typeof cursor.key === 'number'
        : typeof cursor.key === 'string' && isText(cursor.key);
  if (fits) return cursor;
  throw new DomainError('CURSOR_INVALID', 'invalid', 'This page mark belongs to another list.', [
    { path: 'after', code: 'CURSOR_INVALID', message: 'unknown page mark' },
  ]);
}

const isText = (key: string): boolean => !key.includes('\0') && key.isWellFormed();

/** The parts of the list that follow the cursor, in order. `k >= a AND (k > a OR id > b)` lets the index begin at the cursor under row-level security. */
export function segmentsAfter(sort: Sort, cursor: Cursor | null): readonly Segment[] {
  const { column, id, descending, nullable } = sort;
  const beyond = descending ? '<' : '>';
  const direction = descending ? 'DESC' : 'ASC';
  const withKey: Segment = {
    order: `${column} ${direction}, ${id} ${direction}`,
    where: (parameter) => {
      if (cursor === null || cursor.key === null) return `${column} IS NOT NULL`;
      const key = parameter(cursor.key);
      return `${column} ${beyond}= ${key} AND (${column} ${beyond} ${key} OR ${id} ${beyond} ${parameter(cursor.id)})`;
    },
  };
  if (!nullable) return [withKey];
  const among = cursor !== null && cursor.key === null ? cursor.id : null;
  const withoutKey: Segment = {
    order: `${column} ${direction}, ${id} ${direction}`,
    where: (parameter) => (among === null ? `${column} IS NULL` : `${column} IS NULL AND ${id} ${beyond} ${parameter(among)}`),
  };
  if (descending) return cursor !== null && cursor.key !== null ? [withKey] : [withoutKey, withKey];
  return among === null ? [withKey, withoutKey] : [withoutKey];
}

/** Reads segment after segment until there are enough rows. */
export async function readSegments<Row>(
  segments: readonly Segment[],
  enough: number,
  read: (segment: Segment, limit: number) => Promise<readonly Row[]>,
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const segment of segments) {
    if (rows.length < enough) rows.push(...(await read(segment, enough - rows.length)));
  }
  return rows;
}

/** Collects conditions and their parameters. */
export class Conditions {
  readonly params: unknown[];
  private readonly texts: string[];

  constructor(first: string, params: readonly unknown[]) {
    this.texts = [first];
    this.params = [...params];
  }

  readonly parameter = (value: unknown): string => `$${this.params.push(value)}`;

  /** Adds a condition unless its value is not given. */
  also(value: unknown, condition: (parameter: string) => string): void {
    if (value !== undefined && value !== null) this.texts.push(condition(this.parameter(value)));
  }

  add(condition: string): void {
    this.texts.push(condition);
  }

  get sql(): string {
    return this.texts.join(' AND ');
  }
}
