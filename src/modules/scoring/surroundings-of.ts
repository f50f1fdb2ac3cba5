import { isDeepStrictEqual } from 'node:util';
import { questionsReadBy } from '../../domain/expressions/cel.js';
import { questionsOf } from '../../domain/manual/manual.js';
import { bestAnswer } from '../../domain/scoring/best-answer.js';
import type { EffectiveAnswer } from '../../domain/scoring/counted-answer.js';
import { floorInputs } from '../../domain/scoring/floor-truths.js';
import type { Surroundings } from '../../domain/scoring/helpful-moves.js';
import type { ScoreInputs } from '../../domain/scoring/inputs.js';
import { dayOf } from '../../domain/shared/instant.js';
import { reviewSite } from './score-site.js';
import type { ScoringContent } from './scoring-contents.service.js';
import type { SiteRead } from './site-reading.service.js';

/** What a receipt's inputs do not say of what would help: how good answers can be, what only people settle, and floors that hang on answers. */
export function surroundingsOf(content: ScoringContent, inputs: ScoreInputs, read: SiteRead | null): Surroundings {
  const best = new Map(questionsOf(content.manual.body).map((question) => [question.id, bestAnswer(question)]));
  const floors = read === null ? undefined : floorsOf(content, inputs, read);
  const grave = (read?.findings ?? []).filter(({ zeroTolerance, isCase }) => zeroTolerance && isCase);
  return {
    bestOf: (question) => best.get(question)?.score ?? null,
    settledByPeople: new Set(grave.flatMap(({ questionId }) => questionId ?? [])),
    ...(floors === undefined ? {} : { floors }),
  };
}

/** Only where the floors of today are those of the score: otherwise it is about to be made anew, and nothing is promised of them. */
function floorsOf(content: ScoringContent, inputs: ScoreInputs, { site, signals, asOf }: SiteRead): Surroundings['floors'] {
  const { effective } = reviewSite(content, site, signals, asOf, 'all').answers;
  const methodology = content.methodology.body;
  const floorsWith = (answers: readonly EffectiveAnswer[]): ScoreInputs['floors'] =>
    floorInputs(content.manual.body, methodology, content.indices.body, site.profile, answers);
  if (!isDeepStrictEqual(floorsWith(effective), inputs.floors)) return undefined;
  const known = new Map<string, ScoreInputs['floors']>();
  return {
    questions: [...new Set(methodology.floors.flatMap(({ when }) => questionsReadBy(when)))],
    after: (answered) => {
      const key = [...answered].sort().join(' ');
      const floors = known.get(key) ?? floorsWith(effective.map((one) => (answered.has(one.question.id) ? atItsBest(one, asOf) : one)));
      known.set(key, floors);
      return floors;
    },
  };
}

function atItsBest(one: EffectiveAnswer, asOf: string): EffectiveAnswer {
  const best = bestAnswer(one.question);
  if (best === null) return one;
  const { id: question, meaning } = one.question;
  return {
    ...one,
    replaced: null,
    answer: {
      question,
      meaning,
      state: 'answered',
      value: best.value,
      evidence: 'documented',
      dated: dayOf(asOf),
      documentedUntil: null,
      source: 'simulation',
    },
  };
}
