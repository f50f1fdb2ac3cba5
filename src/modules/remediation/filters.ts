import type { EntityManager } from 'typeorm';

/** Conditions of a list, collected with their parameters: those that were not asked for are left out of the statement, so that indexes serve. */
export class Conditions {
  readonly params: unknown[] = [];
  private readonly all: string[] = ['true'];

  /** Adds `condition`, in which `?` stands for the value; null: whatever it is. */
  also(condition: string, value: unknown): this {
    if (value === null || value === undefined) return this;
    this.params.push(value);
    this.all.push(condition.replaceAll('?', `$${this.params.length}`));
    return this;
  }

  /** Begins after a row in the order of `key` and `id`. */
  alsoAfter(key: string, type: 'date', id: string, after: { readonly key: string; readonly id: string } | null): this {
    if (after === null) return this;
    this.params.push(after.key, after.id);
    const n = this.params.length;
    this.all.push(`(${key} > $${n - 1}::${type} OR (${key} = $${n - 1}::${type} AND ${id} > $${n}))`);
    return this;
  }

  /** Rows of `select … where`, sorted and cut. */
  query<Row>(db: EntityManager, select: string, rest: string, limit: number): Promise<Row[]> {
    return db.query(`${select} WHERE ${this.all.join(' AND ')} ${rest} LIMIT ${Math.trunc(limit)}`, this.params);
  }
}
