import type { Text } from '../manual/manual.js';
import type { Computation } from './compute.js';
import { controlStrength } from './controls.js';
import { type ExplainLanguage, type SentenceKey, sentence } from './explain-texts.js';
import type { ControlInput, ExposureInput, ScoreInputs } from './inputs.js';
import type { CountryPartId } from './methodology.js';
import type { Contribution, Factor, Receipt } from './receipt.js';
import { round2 } from './rounding.js';
import { exposureRisk } from './workforce.js';

/** Where the words for the ids in a receipt come from; what is missing or null is told without them. */
export interface ExplainTexts {
  readonly question: (id: string) => Text | null;
  readonly country?: (iso3: string) => Text | null;
  readonly sector?: (isic: string) => Text | null;
  readonly good?: (id: string) => Text | null;
  /** What stands beside a good's listing in the edition that the score went by. */
  readonly goodNote?: (id: string, iso3: string, edition: string) => Text | null;
  /** Reason of a floor or residual floor, as a sentence. */
  readonly floor?: (id: string) => Text | null;
  readonly case?: (id: string) => Text | null;
  readonly signal?: (id: string) => Text | null;
}

/** What every sentence may need, looked up once per receipt. */
export interface Context {
  readonly language: ExplainLanguage;
  readonly texts: ExplainTexts;
  readonly receipt: Receipt;
  readonly score: Computation;
  readonly words: (text: Text | null | undefined, otherwise: string) => string;
  readonly exposures: ReadonlyMap<string, ExposureInput>;
  readonly controls: ReadonlyMap<string, ControlInput>;
  readonly cases: ReadonlyMap<string, ScoreInputs['cases'][number]>;
  readonly signals: ReadonlyMap<string, ScoreInputs['signals'][number]>;
}

type Values = Readonly<Record<string, string | number>>;

const say = ({ language }: Context, key: SentenceKey, values: Values = {}): string => sentence(language, key, values);

const ofHundred = (share: number): number => round2(share * 100);

const country = (context: Context): string => {
  const { country: found } = context.receipt.inputs;
  const part = (id: CountryPartId): string | number => {
    const value = found.parts.find((candidate) => candidate.id === id)?.value ?? null;
    return value === null ? say(context, 'unknownValue') : round2(value);
  };
  return say(context, 'country', {
    country: context.words(context.texts.country?.(found.iso3), found.iso3),
    governance: part('governance'),
    trafficking: part('trafficking_response'),
    child: part('child_labour_response'),
    value: round2(context.score.inherent.country.point),
  });
};

const sector = (context: Context): string => {
  const { isic, value: known } = context.receipt.inputs.sector;
  const value = round2(context.score.inherent.sector.point);
  if (isic === null || known === null) return say(context, 'sectorUnknown', { value });
  return say(context, 'sector', { sector: context.words(context.texts.sector?.(isic), isic), value });
};

/** What the edition says beside the listings of the goods named, each with its good. */
const goodsNotes = ({ receipt, texts, words }: Context): readonly string[] =>
  receipt.inputs.goods.items.flatMap(({ good, iso3, edition }) => {
    const note = words(texts.goodNote?.(good, iso3, edition), '');
    return note === '' ? [] : [`${words(texts.good?.(good), good)}, ${words(texts.country?.(iso3), iso3)}: ${note}`];
  });

const goods = (context: Context, ref: string | null): string => [goodsValue(context, ref), ...goodsNotes(context)].join(' ');

const goodsValue = (context: Context, ref: string | null): string => {
  const { mode } = context.receipt.inputs.goods;
  const { point, worst } = context.score.inherent.goods;
  if (mode === 'services') return say(context, 'goodsServices');
  if (point !== worst) return say(context, 'goodsOpen', { value: round2(point) });
  if (point === 0) return say(context, 'goodsClear');
  return say(context, 'goods', { good: ref === null ? '' : context.words(context.texts.good?.(ref), ref), value: round2(point) });
};

const exposure = (context: Context, id: string, found: ExposureInput): string => {
  const risk = exposureRisk(context.receipt.method, found, context.score.inherent.sector.point / 100);
  const question = context.words(context.texts.question(id), id);
  const value = ofHundred(risk.point);
  if (found.state === 'unknown') return say(context, 'exposureUnknown', { question, value });
  if (found.state === 'unanswered') return say(context, found.overdue ? 'exposureOverdue' : 'exposureOpen', { question, value });
  const evidence = say(context, found.evidence ?? 'declared');
  const key = risk.point > risk.best ? 'exposureUnproven' : 'exposureAnswered';
  return say(context, key, { question, exposure: ofHundred(risk.best), evidence, value });
};

const control = (context: Context, id: string, found: ControlInput): string => {
  const question = context.words(context.texts.question(id), id);
  if (found.state === 'unknown') return say(context, 'controlUnknown', { question });
  if (found.state === 'unanswered') return say(context, 'controlUnanswered', { question });
  const strength = controlStrength(context.receipt.method, found);
  const evidence = say(context, found.evidence ?? 'declared');
  return say(context, 'controlAnswered', { question, score: ofHundred(strength.best), evidence, value: ofHundred(strength.point) });
};

const openCase = (context: Context, id: string): string => {
  const found = context.cases.get(id);
  const words = context.words(context.texts.case?.(id), say(context, 'caseReason'));
  const value = context.receipt.method.cases.zeroToleranceFloor;
  return say(context, found?.zeroTolerance === true ? 'caseZeroTolerance' : 'case', {
    severity: say(context, found?.severity ?? 'major'),
    case: words,
    value,
  });
};

const SIGNALS: Readonly<Record<string, { readonly good: SentenceKey; readonly bad: SentenceKey }>> = {
  audit: { good: 'signalAuditClean', bad: 'signalAuditMajor' },
  worker_survey: { good: 'signalWorkersConfirm', bad: 'signalWorkersContradict' },
  report: { good: 'signalCredit', bad: 'signalReport' },
  adverse_media: { good: 'signalCredit', bad: 'signalMedia' },
  buyer_practices: { good: 'signalCredit', bad: 'signalBuyer' },
};

/** What a signal says, by its kind and by whether it is good news. */
export const signalSentence = (kind: string, isGood: boolean): SentenceKey => {
  const known = Object.hasOwn(SIGNALS, kind) ? SIGNALS[kind] : undefined;
  return (isGood ? known?.good : known?.bad) ?? (isGood ? 'signalCredit' : 'signalAdverse');
};

const signal = (context: Context, id: string, points: number): string => {
  const found = context.signals.get(id);
  const words = context.words(context.texts.signal?.(id), say(context, signalSentence(found?.kind ?? '', points < 0)));
  const agesFrom = found?.agesFrom ?? null;
  return say(context, agesFrom === null ? 'signalStanding' : 'signalFading', { signal: words });
};

const floorWords = (context: Context, id: string | null, otherwise: SentenceKey): string =>
  context.words(id === null ? null : context.texts.floor?.(id), say(context, otherwise));

/** Factors that stand for one thing in the whole score. */
const single = (context: Context, factor: Factor, ref: string | null): string => {
  const { score, receipt } = context;
  const { method } = receipt;
  switch (factor) {
    case 'country':
      return country(context);
    case 'sector':
      return sector(context);
    case 'goods':
      return goods(context, ref);
    case 'workforce_unasked':
      return say(context, 'workforceUnasked', { value: round2(score.inherent.workforce.value.point) });
    case 'floor':
      return say(context, 'floor', { floor: floorWords(context, ref, 'floorReason'), value: round2(score.inherent.value.point) });
    case 'case_cap':
      return say(context, 'caseCap', { value: method.cases.minorCap });
    case 'signal_cap':
      return say(context, 'signalCap', { value: method.signals.creditCap });
    case 'inherited':
      return say(context, 'inherited', { value: round2(score.residual.r2.point) });
    case 'residual_floor':
      return say(context, 'residualFloor', {
        floor: floorWords(context, ref, 'residualFloorReason'),
        value: round2(score.residual.r3.point),
      });
    case 'zero_tolerance':
      return say(context, 'zeroTolerance', { value: method.cases.zeroToleranceFloor });
    case 'bounds':
      return say(context, 'bounds');
    default:
      return factor;
  }
};

/** One contribution in words for the supplier: it never says who told, only what counts and why. */
export const sentenceOf = (context: Context, { factor, ref, points }: Contribution): string => {
  if (ref === null) return single(context, factor, ref);
  if (factor === 'case') return openCase(context, ref);
  if (factor === 'signal') return signal(context, ref, points);
  const asked = factor === 'exposure' ? context.exposures.get(ref) : undefined;
  if (asked !== undefined) return exposure(context, ref, asked);
  const checked = factor === 'control' ? context.controls.get(ref) : undefined;
  if (checked !== undefined) return control(context, ref, checked);
  return single(context, factor, ref);
};
