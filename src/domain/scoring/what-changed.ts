import { type AskedInput, type Cause, type Course, pairs } from './changed-inputs.js';
import type { ScoreInputs } from './inputs.js';
import type { Receipt } from './receipt.js';
import { round2 } from './rounding.js';

/** What kind of thing has changed. */
export type ChangeKind =
  'method' | 'edition' | 'manual' | 'question' | 'case' | 'signal' | 'date' | 'inherited' | 'floor' | 'country' | 'sector' | 'goods';

/** One thing that has changed, as it was and as it is; null: it was not there, or is no more. */
export interface Change {
  readonly kind: ChangeKind;
  /** Question, case, signal, floor or index; null where there is but one. */
  readonly ref: string | null;
  readonly from: string | null;
  readonly to: string | null;
}

/** `unanswered`, `unknown`, or what it counts of 100 with its proof. */
function saidBy(input: AskedInput | null): string | null {
  if (input === null || input.state !== 'answered') return input?.state ?? null;
  const value = 'score' in input ? input.score : input.exposure;
  return `${round2((value ?? 0) * 100)} ${input.evidence ?? 'declared'}`;
}

/** The questions of which this cause changes something that can be named. */
export const questionChanges = (courses: readonly Course<AskedInput>[], cause: Cause): readonly Change[] =>
  courses.flatMap(({ ref, before, stages }) => {
    const index = stages.findIndex((stage) => stage.cause === cause);
    if (index < 0) return [];
    const was = index === 0 ? before : (stages[index - 1]?.to ?? null);
    return [{ kind: 'question', ref, from: saidBy(was), to: saidBy(stages[index]?.to ?? null) }];
  });

/** Editions of indices that are others now, each index once. */
function editionChanges(before: ScoreInputs, after: ScoreInputs): readonly Change[] {
  const editions = ({ country, sector, goods }: ScoreInputs): readonly { id: string; edition: string }[] => [
    ...country.parts.map(({ id, edition }) => ({ id, edition })),
    { id: 'sector', edition: sector.edition },
    ...goods.items.slice(0, 1).map(({ edition }) => ({ id: 'goods', edition })),
  ];
  return pairs(editions(before), editions(after), ({ id }) => id).flatMap(([ref, was, is]) =>
    was === null || is === null || was.edition === is.edition ? [] : [{ kind: 'edition', ref, from: was.edition, to: is.edition }],
  );
}

const named = <T>(
  kind: ChangeKind,
  before: readonly T[],
  after: readonly T[],
  idOf: (one: T) => string,
  tell: (one: T) => string,
): readonly Change[] =>
  pairs(before, after, idOf).flatMap(([ref, was, is]) => {
    const [from, to] = [was === null ? null : tell(was), is === null ? null : tell(is)];
    return from === to ? [] : [{ kind, ref, from, to }];
  });

const caseChanges = (before: ScoreInputs, after: ScoreInputs): readonly Change[] =>
  named(
    'case',
    before.cases,
    after.cases,
    ({ id }) => id,
    ({ severity, zeroTolerance }) => (zeroTolerance ? 'zero_tolerance' : severity),
  );

const signalChanges = (before: ScoreInputs, after: ScoreInputs): readonly Change[] =>
  named(
    'signal',
    before.signals,
    after.signals,
    ({ id }) => id,
    ({ points, agesFrom, kind }) => `${round2(points)} ${agesFrom ?? 'standing'} ${kind}`,
  );

export const floorChange = (id: string, was: { readonly truth: string; readonly value: number } | null, is: typeof was): Change => ({
  kind: 'floor',
  ref: id,
  from: was === null ? null : `${was.value} ${was.truth}`,
  to: is === null ? null : `${is.value} ${is.truth}`,
});

/** What the site's own profile says otherwise. */
function profileChanges({ country, sector, goods }: ScoreInputs, after: ScoreInputs): readonly Change[] {
  const goodsOf = ({ mode, unmatched, items }: ScoreInputs['goods']): string =>
    [mode, ...items.map(({ good, iso3 }) => `${good}:${iso3}`).sort(), ...(unmatched === 0 ? [] : [`+${unmatched}`])].join(' ');
  const changes: readonly Change[] = [
    { kind: 'country', ref: null, from: country.iso3, to: after.country.iso3 },
    { kind: 'sector', ref: null, from: sector.isic, to: after.sector.isic },
    { kind: 'goods', ref: null, from: goodsOf(goods), to: goodsOf(after.goods) },
  ];
  return changes.filter(({ from, to }) => from !== to);
}

type Tell = (before: Receipt, after: Receipt) => readonly Change[];

const nothing: Tell = () => [];

const inheritedChange: Tell = ({ inputs: was }, { inputs: is }) => {
  if (JSON.stringify(was.inherited) === JSON.stringify(is.inherited)) return [];
  const tell = ({ inherited }: ScoreInputs): string | null => (inherited === null ? null : String(round2(inherited.point)));
  return [{ kind: 'inherited', ref: null, from: tell(was), to: tell(is) }];
};

const version =
  (kind: 'method' | 'manual'): Tell =>
  ({ [kind]: was }, { [kind]: is }) =>
    was.sha256 === is.sha256 ? [] : [{ kind, ref: null, from: `${was.id} ${was.version}`, to: `${is.id} ${is.version}` }];

const dateChange: Tell = ({ inputs: { asOf: was } }, { inputs: { asOf: is } }) =>
  was === is ? [] : [{ kind: 'date', ref: null, from: was.slice(0, 10), to: is.slice(0, 10) }];

/** What each cause has changed apart from questions and floors. */
export const PLAIN_CHANGES: Readonly<Record<Cause, Tell>> = {
  method: version('method'),
  index: ({ inputs: was }, { inputs: is }) => editionChanges(was, is),
  questions: version('manual'),
  answers: nothing,
  evidence: nothing,
  cases: ({ inputs: was }, { inputs: is }) => caseChanges(was, is),
  signals: ({ inputs: was }, { inputs: is }) => signalChanges(was, is),
  time: dateChange,
  inherited: inheritedChange,
  correction: ({ inputs: was }, { inputs: is }) => profileChanges(was, is),
};
