import { dayOf } from '../shared/instant.js';
import type { ControlInput, ExposureInput, ScoreInputs } from './inputs.js';

/** What is to be done: answer, be better and show it, show it, have it seen by others, or close with verification. */
export type HelpStep = 'answer' | 'improve' | 'document' | 'verify' | 'close';

/** One thing that would lower a score, and what the inputs would then say. */
export interface Move {
  readonly factor: 'exposure' | 'control' | 'case';
  /** The question or the case. */
  readonly ref: string;
  readonly step: HelpStep;
  readonly zeroTolerance: boolean;
  /** null: the case is gone. */
  readonly to: ExposureInput | ControlInput | null;
}

/** What the inputs alone do not say. All of it may be left out. */
export interface Surroundings {
  /** What the best answer to a question counts; otherwise no exposure, and a full control. */
  readonly bestOf?: (question: string) => number | null;
  /** Questions behind an open zero-tolerance case: closing it with verification is the only thing ever suggested for these. */
  readonly settledByPeople?: ReadonlySet<string>;
  /** Floors on inherent risk that hang on answers: the questions, and the floors once some of them are answered at their best. */
  readonly floors?: { readonly questions: readonly string[]; readonly after: (answered: ReadonlySet<string>) => ScoreInputs['floors'] };
}

const shown = (inputs: ScoreInputs) => ({ date: dayOf(inputs.asOf), source: null, replaced: null });

const isContradicted = ({ replaced, source }: ExposureInput | ControlInput): boolean =>
  replaced !== null || (source?.startsWith('signal:') ?? false);

/**
 * An exposure that was admitted is never suggested to be smaller: nobody is to be sent away, and nothing denied, for a better score. It can be
 * shown as it is; and one that is not answered can be answered, by which the risk falls as far as its best answer at most.
 */
function exposureMove(inputs: ScoreInputs, exposure: ExposureInput, best: number): Move | null {
  const { question: ref, state, evidence } = exposure;
  if (isContradicted(exposure)) return null;
  if (state !== 'answered') {
    const to = { ...exposure, ...shown(inputs), state: 'answered', exposure: best, evidence: 'documented', overdue: false } as const;
    return { factor: 'exposure', ref, step: 'answer', zeroTolerance: false, to };
  }
  if (evidence !== 'declared') return null;
  return {
    factor: 'exposure',
    ref,
    step: 'document',
    zeroTolerance: false,
    to: { ...exposure, date: dayOf(inputs.asOf), evidence: 'documented' },
  };
}

/** What workers or an audit contradicted is not put right by paper: it counts again once it was verified. */
function controlMove(inputs: ScoreInputs, control: ControlInput, best: number): Move | null {
  const { question: ref, state, score, evidence } = control;
  const done = { ...control, ...shown(inputs), state: 'answered', score: best } as const;
  const move = (step: HelpStep, proof: 'documented' | 'verified'): Move => ({
    factor: 'control',
    ref,
    step,
    zeroTolerance: false,
    to: { ...done, evidence: proof },
  });
  if (isContradicted(control)) return move('verify', 'verified');
  if (state !== 'answered') return move('answer', 'documented');
  if (score !== null && score < best) return move('improve', evidence === 'verified' ? 'verified' : 'documented');
  return evidence === 'declared' ? move('document', 'documented') : null;
}

/** Everything that could be done about a site's score, in the order of its inputs; some of it may not lower the score. */
export function movesOf(inputs: ScoreInputs, { bestOf, settledByPeople }: Surroundings): readonly Move[] {
  const isOpen = ({ question }: ExposureInput | ControlInput): boolean => settledByPeople?.has(question) !== true;
  return [
    ...inputs.exposures.filter(isOpen).map((one) => exposureMove(inputs, one, bestOf?.(one.question) ?? 0)),
    ...inputs.controls.filter(isOpen).map((one) => controlMove(inputs, one, bestOf?.(one.question) ?? 1)),
    ...inputs.cases.map(({ id: ref, zeroTolerance }): Move => ({ factor: 'case', ref, step: 'close', zeroTolerance, to: null })),
  ].filter((move) => move !== null);
}

const isControl = (input: ExposureInput | ControlInput): input is ControlInput => 'score' in input;

/** The inputs once these things are done, all else being the same. */
export function afterMoves(inputs: ScoreInputs, moves: readonly Move[], { floors }: Surroundings): ScoreInputs {
  const exposures = new Map<string, ExposureInput>();
  const controls = new Map<string, ControlInput>();
  const closed = new Set<string>();
  for (const { ref, to } of moves) {
    if (to === null) closed.add(ref);
    else if (isControl(to)) controls.set(ref, to);
    else exposures.set(ref, to);
  }
  const answered = moves.filter(({ step, ref }) => step === 'answer' && floors?.questions.includes(ref)).map(({ ref }) => ref);
  return {
    ...inputs,
    exposures: exposures.size === 0 ? inputs.exposures : inputs.exposures.map((one) => exposures.get(one.question) ?? one),
    controls: controls.size === 0 ? inputs.controls : inputs.controls.map((one) => controls.get(one.question) ?? one),
    cases: closed.size === 0 ? inputs.cases : inputs.cases.filter(({ id }) => !closed.has(id)),
    floors: floors === undefined || answered.length === 0 ? inputs.floors : floors.after(new Set(answered)),
  };
}
