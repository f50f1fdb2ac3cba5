import type { EntityManager } from 'typeorm';
import type { Range } from '../../domain/scoring/methodology.js';

/** A site's risk before anything of its suppliers is added: by everything that is known, and on public facts alone. */
export interface OwnRisk {
  readonly siteId: string;
  readonly own: Range;
  readonly known: Range;
}

/** Stores them. @returns ids of the sites of which one has changed */
export async function storeOwnRisks(db: EntityManager, risks: readonly OwnRisk[]): Promise<readonly string[]> {
  const column = (of: (risk: OwnRisk) => number): number[] => risks.map(of);
  const [changed]: [{ id: string }[], number] = await db.query(
    `UPDATE site s SET own_point = n.p, own_best = n.b, own_worst = n.w, public_point = n.kp, public_best = n.kb, public_worst = n.kw
     FROM unnest($1::uuid[], $2::float8[], $3::float8[], $4::float8[], $5::float8[], $6::float8[], $7::float8[]) AS n (id, p, b, w, kp, kb, kw)
     WHERE s.id = n.id
       AND (s.own_point, s.own_best, s.own_worst, s.public_point, s.public_best, s.public_worst) IS DISTINCT FROM (n.p, n.b, n.w, n.kp, n.kb, n.kw)
     RETURNING s.id`,
    [
      risks.map(({ siteId }) => siteId),
      column(({ own }) => own.point),
      column(({ own }) => own.best),
      column(({ own }) => own.worst),
      column(({ known }) => known.point),
      column(({ known }) => known.best),
      column(({ known }) => known.worst),
    ],
  );
  return changed.map(({ id }) => id);
}
