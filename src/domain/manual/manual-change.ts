import { canonicalJson } from '../ledger/canonical-json.js';
import type { Text } from './manual.js';

/**
 * What a change touches: `meaning` what an answer answers; `structure` what there is to answer, and in which order; `wording` a text in
 * the base language; `translation` one in another language; `weight` how an answer counts; `condition` what CEL decides; `finding` what
 * a bad answer raises; `evidence` the proof asked; `audience` who is asked, and how deep; `label` indicators, laws and topics; `about`
 * the manual's own source, edition and licence.
 */
export type ChangeKind =
  'meaning' | 'structure' | 'wording' | 'translation' | 'weight' | 'condition' | 'finding' | 'evidence' | 'audience' | 'label' | 'about';

/** One difference between two versions of a manual, at its place by ids (`questions/R3/options/none`). */
export interface ManualChange {
  readonly place: string;
  readonly kind: ChangeKind;
  readonly change: 'added' | 'removed' | 'moved' | 'changed';
  /** The question it belongs to; null: none. */
  readonly question: string | null;
  /** Of a text; else null. */
  readonly language: string | null;
  /** Null where there was nothing. */
  readonly before: unknown;
  /** Null where there is nothing any more. */
  readonly after: unknown;
}

/** Where changes are found, and how they are told: of one question, or of the manual itself. */
export interface Spot {
  readonly place: string;
  readonly question: string | null;
  readonly baseLanguage: string;
}

export const at = (spot: Spot, ...more: readonly string[]): Spot => ({
  ...spot,
  place: [spot.place, ...more].filter((part) => part !== '').join('/'),
});

export const changeAt = (
  { place, question }: Spot,
  kind: ChangeKind,
  change: ManualChange['change'],
  before: unknown,
  after: unknown,
): ManualChange => ({ place, kind, change, question, language: null, before, after });

/** One value that may have changed. */
export const fieldChange = (spot: Spot, kind: ChangeKind, before: unknown, after: unknown): ManualChange[] =>
  canonicalJson(before) === canonicalJson(after) ? [] : [changeAt(spot, kind, 'changed', before, after)];

/** A text, language by language: the base language's wording apart from translations of it. */
export const textChanges = (spot: Spot, before: Text | null, after: Text | null): ManualChange[] =>
  [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])].sort().flatMap((language) => {
    const [was, is] = [before?.[language] ?? null, after?.[language] ?? null];
    if (was === is) return [];
    const change = was === null ? 'added' : is === null ? 'removed' : 'changed';
    return [{ ...changeAt(spot, language === spot.baseLanguage ? 'wording' : 'translation', change, was, is), language }];
  });

interface Listed {
  readonly id: string;
}

/** How the items of a list are told. */
export interface ListRules<T extends Listed> {
  readonly kind: ChangeKind;
  /** What stands for an item that came, went or moved. */
  readonly summary: (item: T) => unknown;
  readonly compare: (spot: Spot, before: T, after: T) => ManualChange[];
}

/** Of an id that stands twice the first counts, as everywhere. */
const byId = <T extends Listed>(items: readonly T[]): ReadonlyMap<string, T> => {
  const found = new Map<string, T>();
  for (const item of items) if (!found.has(item.id)) found.set(item.id, item);
  return found;
};

/** Items of a list that are told apart by id: added, removed, moved, and changed in themselves. */
export const listChanges = <T extends Listed>(
  spot: Spot,
  before: readonly T[],
  after: readonly T[],
  { kind, summary, compare }: ListRules<T>,
): ManualChange[] => {
  const [old, now] = [byId(before), byId(after)];
  const [oldOrder, newOrder] = [[...old.keys()], [...now.keys()]];
  const moved = movedIds(oldOrder, newOrder);
  return [
    ...[...old.values()].filter(({ id }) => !now.has(id)).map((item) => changeAt(at(spot, item.id), kind, 'removed', summary(item), null)),
    ...[...now.values()].flatMap((item) => {
      const known = old.get(item.id);
      const here = at(spot, item.id);
      if (known === undefined) return [changeAt(here, kind, 'added', null, summary(item))];
      const places = { before: oldOrder.indexOf(item.id), after: newOrder.indexOf(item.id) };
      return [...(moved.has(item.id) ? [changeAt(here, kind, 'moved', places.before, places.after)] : []), ...compare(here, known, item)];
    }),
  ];
};

/** The fewest ids that must have been moved to turn one order into the other: all but a longest run that kept its order. */
export const movedIds = (before: readonly string[], after: readonly string[]): ReadonlySet<string> => {
  const position = new Map(before.map((id, i) => [id, i]));
  const common = after.filter((id) => position.has(id));
  const kept = longestAscending(common.map((id) => position.get(id) ?? 0));
  return new Set(common.filter((_, i) => !kept.has(i)));
};

/** Indexes of a longest ascending subsequence. */
const longestAscending = (values: readonly number[]): ReadonlySet<number> => {
  const tails: number[] = [];
  const previous: number[] = [];
  values.forEach((value, i) => {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((values[tails[middle] ?? 0] ?? 0) < value) low = middle + 1;
      else high = middle;
    }
    previous[i] = low === 0 ? -1 : (tails[low - 1] ?? -1);
    tails[low] = i;
  });
  const kept = new Set<number>();
  for (let i = tails.at(-1) ?? -1; i >= 0; i = previous[i] ?? -1) kept.add(i);
  return kept;
};
