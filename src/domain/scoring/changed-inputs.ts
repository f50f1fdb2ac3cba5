import type { ControlInput, ExposureInput, ScoreInputs } from './inputs.js';
import type { Receipt } from './receipt.js';

/**
 * Why a score changes, in the order in which the parts are split: the method first (the old inputs replayed), then everything else one after the
 * other, each on top of those before it. `questions` is another version of the manual; `correction` is the site's profile and whatever is left.
 */
export const CAUSES = [
  'method',
  'index',
  'questions',
  'answers',
  'evidence',
  'cases',
  'signals',
  'time',
  'inherited',
  'correction',
] as const;
export type Cause = (typeof CAUSES)[number];

export type AskedInput = ExposureInput | ControlInput;

/** What a thing in the inputs is from one cause on; `to: null`: it is gone. */
export interface Stage<T> {
  readonly cause: Cause;
  readonly to: T | null;
}

/** One thing of the inputs with what becomes of it, in the order of the causes. */
export interface Course<T> {
  readonly ref: string;
  readonly before: T | null;
  readonly stages: readonly Stage<T>[];
}

/** What it is once the causes up to this one have had their effect. */
export const atCause = <T>({ before, stages }: Course<T>, cause: Cause): T | null =>
  stages.reduce<T | null>((now, stage) => (CAUSES.indexOf(stage.cause) <= CAUSES.indexOf(cause) ? stage.to : now), before);

export const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Things by id: those that are there now in their order, then those that are gone. */
export function pairs<T>(before: readonly T[], after: readonly T[], idOf: (one: T) => string): readonly [string, T | null, T | null][] {
  const [old, now] = [before, after].map((list) => new Map(list.map((one) => [idOf(one), one])));
  const ids = [...new Set([...(now?.keys() ?? []), ...(old?.keys() ?? [])])];
  return ids.map((id) => [id, old?.get(id) ?? null, now?.get(id) ?? null]);
}

/** Keeps only the stages that change something. */
const changing = <T>(before: T | null, stages: readonly Stage<T>[]): readonly Stage<T>[] =>
  stages.filter(({ to }, index) => !isSame(to, index === 0 ? before : (stages[index - 1]?.to ?? null)));

const valueOf = (input: AskedInput): number | null => ('score' in input ? input.score : input.exposure);

const withValue = <T extends AskedInput>(input: T, value: number | null): T =>
  'score' in input ? { ...input, score: value } : { ...input, exposure: value };

const isSeen = ({ source }: AskedInput): boolean => source?.startsWith('signal:') ?? false;

/** The answer as the site gave it, before workers or an audit said otherwise; silence where it gave none. */
function asSaid<T extends AskedInput>(input: T): T {
  const { replaced } = input;
  if (replaced !== null) return { ...withValue(input, replaced.value), source: replaced.source, replaced: null };
  if (!isSeen(input)) return input;
  const silent = { ...withValue(input, null), state: 'unanswered', evidence: null, date: null, source: null } as const;
  return 'overdue' in input ? { ...silent, overdue: true } : silent;
}

const isSameAnswer = (a: AskedInput, b: AskedInput): boolean => a.source === b.source && a.state === b.state && valueOf(a) === valueOf(b);

/** What time alone does: a document that is no longer valid, an answer that is too old or silenced, a due date that has passed. */
const isOfTime = (before: AskedInput, after: AskedInput): boolean =>
  after.state === 'unanswered' ||
  (isSameAnswer(before, after) && before.date === after.date && before.evidence === 'documented' && after.evidence === 'declared');

/** The manual's weights and words first; an answer that another version no longer takes is gone with it. */
function reworded<T extends AskedInput>(before: T, after: T, isOtherManual: boolean): T {
  const asked = { ...before, weight: after.weight, ...('score' in after ? { domain: after.domain, method: after.method } : {}) };
  if (!isOtherManual) return asked;
  const isRevalued = before.source === after.source && before.date === after.date && before.state === after.state;
  if (isRevalued) return { ...asked, ...withValue(asked, valueOf(after)) };
  return before.state !== 'unanswered' && after.state === 'unanswered' ? after : asked;
}

/**
 * A question asked both times: as the manual has it, then what was said (with the proof there was, or as a claim), then its proof, then what
 * contradicts it, then what time does.
 */
function courseOfAnswer<T extends AskedInput>(before: T, after: T, isOtherManual: boolean): readonly Stage<T>[] {
  const said = { before: asSaid(before), after: asSaid(after) };
  if (isSeen(before) || isSeen(after)) {
    const asked = { ...before, weight: after.weight };
    if (isSameAnswer(said.before, said.after))
      return [
        { cause: 'questions', to: asked },
        { cause: 'signals', to: after },
      ];
  }
  const questions = reworded(said.before, said.after, isOtherManual);
  if (!isSeen(before) && !isSeen(after) && isOfTime(before, after)) {
    return [
      { cause: 'questions', to: questions },
      { cause: 'time', to: after },
    ];
  }
  const claimed: T = { ...said.after, evidence: said.after.state === 'answered' ? (said.before.evidence ?? 'declared') : null };
  return [
    { cause: 'questions', to: isSeen(before) ? { ...before, weight: after.weight } : questions },
    { cause: 'answers', to: claimed },
    { cause: 'evidence', to: said.after },
    { cause: 'signals', to: after },
  ];
}

/** A question newly asked counts with its answer as a claim, then with its proof; one no longer asked goes with the manual or with the answers that asked it. */
function courseOfQuestion<T extends AskedInput>(before: T | null, after: T | null, isOtherManual: boolean): readonly Stage<T>[] {
  if (before !== null && after !== null) return changing(before, courseOfAnswer(before, after, isOtherManual));
  if (after === null) return [{ cause: isOtherManual ? 'questions' : 'answers', to: null }];
  const said = asSaid(after);
  const claimed: T = { ...said, evidence: said.state === 'answered' ? 'declared' : null };
  return changing(before, [
    { cause: 'answers', to: claimed },
    { cause: 'evidence', to: said },
    { cause: 'signals', to: after },
  ]);
}

export function questionCourses<T extends AskedInput>(
  before: readonly T[],
  after: readonly T[],
  isOtherManual: boolean,
): readonly Course<T>[] {
  return pairs(before, after, ({ question }) => question).map(([ref, was, is]) => ({
    ref,
    before: was,
    stages: courseOfQuestion(was, is, isOtherManual),
  }));
}

type Profile = Pick<ScoreInputs, 'country' | 'sector' | 'goods'>;

/** Where the same country, sector or good counts otherwise: by a new edition, else by the method's tables. */
const revalued = (before: { readonly edition: string }, after: { readonly edition: string }, isOtherMethod: boolean): Cause => {
  if (before.edition !== after.edition) return 'index';
  return isOtherMethod ? 'method' : 'correction';
};

/** The country's parts and the sector: an edition or a table where they are the same, otherwise a correction of the site. */
function placeCourses({ country, sector }: Profile, after: Profile, isOtherMethod: boolean): readonly Course<unknown>[] {
  const parts = pairs(country.parts, after.country.parts, ({ id }) => id).map(([ref, was, is]): Course<unknown> => {
    const isHere = country.iso3 === after.country.iso3 && was !== null && is !== null;
    const cause = isHere ? revalued(was, is, isOtherMethod) : 'correction';
    return { ref, before: was, stages: changing(was, [{ cause, to: is }]) };
  });
  const cause = sector.isic === after.sector.isic ? revalued(sector, after.sector, isOtherMethod) : 'correction';
  return [
    { ref: 'country', before: country.iso3, stages: changing<unknown>(country.iso3, [{ cause: 'correction', to: after.country.iso3 }]) },
    ...parts,
    { ref: 'sector', before: sector, stages: changing<unknown>(sector, [{ cause, to: after.sector }]) },
  ];
}

/** The goods as one: first what the same goods count by a new edition or table, then what goods there are. */
function goodsCourse({ goods }: Profile, { goods: after }: Profile, isOtherMethod: boolean): Course<ScoreInputs['goods']> {
  const keyOf = ({ good, iso3 }: ScoreInputs['goods']['items'][number]): string => `${good}/${iso3}`;
  const now = new Map(after.items.map((item) => [keyOf(item), item]));
  const at = (cause: Cause, from: ScoreInputs['goods']): ScoreInputs['goods'] => ({
    ...from,
    items: from.items.map((item) => {
      const found = now.get(keyOf(item));
      return found !== undefined && revalued(item, found, isOtherMethod) === cause ? found : item;
    }),
  });
  const byMethod = at('method', goods);
  const byIndex = at('index', byMethod);
  return {
    ref: 'goods',
    before: goods,
    stages: changing(goods, [
      { cause: 'method', to: byMethod },
      { cause: 'index', to: byIndex },
      { cause: 'correction', to: after },
    ]),
  };
}

/** What becomes of the site's profile and of what indices say of it. */
export interface ProfileCourses {
  readonly place: readonly Course<unknown>[];
  readonly goods: Course<ScoreInputs['goods']>;
}

export const profileCourses = (before: ScoreInputs, after: ScoreInputs, isOtherMethod: boolean): ProfileCourses => ({
  place: placeCourses(before, after, isOtherMethod),
  goods: goodsCourse(before, after, isOtherMethod),
});

/** Whether two receipts were made by another method or another version of the manual. */
export const otherWays = (before: Receipt, after: Receipt) => ({
  method: before.method.sha256 !== after.method.sha256,
  manual: before.manual.sha256 !== after.manual.sha256,
});
