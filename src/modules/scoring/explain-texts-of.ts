import type { EntityManager } from 'typeorm';
import { noteOnGood } from '../../domain/indices/goods-notes.js';
import { questionsOf, type Text } from '../../domain/manual/manual.js';
import type { ExplainTexts } from '../../domain/scoring/explain-sentences.js';
import type { Receipt } from '../../domain/scoring/receipt.js';
import type { SignalKind } from '../../domain/signals/site-signal.js';
import { textOfSignal } from '../../domain/signals/signal-texts.js';
import type { ScoringContent } from './scoring-contents.service.js';

/** The words for everything a receipt names by id. */
export async function explainTextsOf(db: EntityManager, content: ScoringContent, receipt: Receipt): Promise<ExplainTexts> {
  const ids = receipt.inputs.cases.map(({ id }) => id);
  return textsWith(content, receipt, await caseTitles(db, ids));
}

/** The same, with the titles of the cases given by id. */
export function textsWith(
  { manual, methodology, indices }: ScoringContent,
  { inputs }: Receipt,
  cases: ReadonlyMap<string, Text>,
): ExplainTexts {
  const find = <T>(items: readonly T[], fits: (item: T) => boolean, textOf: (item: T) => Text): Text | null => {
    const found = items.find(fits);
    return found === undefined ? null : textOf(found);
  };
  const { countries, sectors, goods } = indices.body;
  return {
    question: (id) =>
      find(
        questionsOf(manual.body),
        (question) => question.id === id,
        ({ text }) => text,
      ),
    country: (iso3) =>
      find(
        countries.countries,
        (country) => country.iso3 === iso3,
        ({ name }) => name,
      ),
    sector: (isic) =>
      find(
        sectors.sectors,
        (sector) => sector.isic === isic,
        ({ title }) => title,
      ),
    good: (id) =>
      find(
        goods.goods,
        (good) => good.id === id,
        ({ name }) => name,
      ),
    goodNote: (id, iso3, edition) => noteOnGood(goods, id, iso3, edition),
    floor: (id) =>
      find(
        [...methodology.body.floors, ...methodology.body.residualFloors],
        (floor) => floor.id === id,
        ({ reason }) => reason,
      ),
    case: (id) => cases.get(id) ?? null,
    signal: (id) =>
      find(
        inputs.signals,
        (signal) => signal.id === id,
        ({ kind, points }) => textOfSignal(kind as SignalKind, points),
      ),
  };
}

/** The words for what two receipts name: those of the later one first, since a question may have been reworded. */
export const bothTexts = (later: ExplainTexts, earlier: ExplainTexts): ExplainTexts => ({
  ...later,
  question: (id) => later.question(id) ?? earlier.question(id),
  case: (id) => later.case?.(id) ?? earlier.case?.(id) ?? null,
});

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A case that is only supposed has no row. */
async function caseTitles(db: EntityManager, named: readonly string[]): Promise<ReadonlyMap<string, Text>> {
  const ids = named.filter((id) => UUID.test(id));
  const rows: { id: string; title: Text }[] =
    ids.length === 0 ? [] : await db.query('SELECT id, title FROM finding WHERE id = ANY ($1::uuid[])', [ids]);
  return new Map(rows.map(({ id, title }) => [id, title]));
}
