import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { pickLanguage } from '../../../domain/assessment/pick-language.js';
import { changedAfterReturn } from '../../../domain/credibility/changed-after-return.js';
import { contradictionHints } from '../../../domain/credibility/contradictions.js';
import { fastCompletion } from '../../../domain/credibility/fast-completion.js';
import { CERTAINTY_WORDS, type Hint } from '../../../domain/credibility/hint.js';
import { impossibleNumbers } from '../../../domain/credibility/impossible-numbers.js';
import { sameTextHints } from '../../../domain/credibility/same-text.js';
import type { Text } from '../../../domain/manual/manual.js';
import type { Answers } from '../../../domain/questionnaire/answer.js';
import { visibleQuestions } from '../../../domain/questionnaire/visibility.js';
import type { PersonActor } from '../../../platform/auth/actor.js';
import { TenantDb } from '../../../platform/db/tenant-db.js';
import { findAssessment, siteFactsOf } from '../assessment.queries.js';
import type { OpenedRound } from '../opened-round.js';
import { RoundReader } from '../round-reader.service.js';
import { ReviewChangesService, type SubmittedAnswer } from './review-changes.service.js';
import type { HintsView, HintView } from './review-hints.dto.js';
import { suppliersOfSameText } from './review-snapshots.queries.js';

/** What an officer may want to ask about: looked for whenever somebody reads, stored nowhere, and of what was submitted alone. */
@Injectable()
export class ReviewHintsService {
  constructor(
    private readonly db: TenantDb,
    private readonly rounds: RoundReader,
    private readonly changes: ReviewChangesService,
  ) {}

  /** @throws DomainError ASSESSMENT_NOT_FOUND */
  list(actor: PersonActor, id: string, language: string | undefined): Promise<HintsView> {
    return this.db.transaction(actor, async (db) => {
      const round = await this.rounds.open(db, actor, await findAssessment(db, actor.tenantId, id));
      return viewHints(await this.hintsWithin(db, actor.tenantId, round), round, language);
    });
  }

  async hintsWithin(db: EntityManager, tenantId: string, round: OpenedRound): Promise<readonly Hint[]> {
    const { after, changes } = await this.changes.compareWithin(db, tenantId, round, 'return');
    const submitted = after[0]?.row.round;
    if (submitted === undefined) return [];
    const { assessment, questionnaire, questions } = round;
    const answers: Answers = Object.fromEntries(after.map(({ question, state, value }) => [question, { state, value }]));
    const site = siteFactsOf(assessment);
    const visible = visibleQuestions(questionnaire, answers, site);
    const contradictions = contradictionHints(questionnaire.contradictions, visible, answers, site);
    return [
      ...contradictions,
      ...impossibleNumbers(questionnaire.contradictions, visible, answers, site).filter((hint) => !isSaid(contradictions, hint)),
      ...changedAfterReturn(questions, changes),
      ...sameTextHints(await suppliersOfSameText(db, tenantId, assessment.id, submitted)),
      ...fastCompletion(writingTimes(after)),
    ];
  }
}

/** A rule of the manual says it better. */
const isSaid = (said: readonly Hint[], { certainty, questions }: Hint): boolean =>
  certainty === 'clear' && said.some((hint) => [...hint.questions].sort().join() === [...questions].sort().join());

const writingTimes = (answers: readonly SubmittedAnswer[]): readonly number[] =>
  answers.filter(({ row }) => row.origin === 'given' && row.answered_by_kind === 'contact').map(({ row }) => row.updated_at.getTime());

/** The hints in one language; our own words exist in fewer than a manual's. */
export function viewHints(hints: readonly Hint[], { questionnaire }: OpenedRound, wish: string | undefined): HintsView {
  const { baseLanguage, languages } = questionnaire;
  const codes = [...new Set([...languages.map(({ code }) => code), ...Object.keys(CERTAINTY_WORDS.odd)])];
  const language = pickLanguage(codes, [wish], baseLanguage);
  const say = (text: Text): string => text[language] ?? text[baseLanguage] ?? text['en'] ?? '';
  return { language, items: hints.map((hint) => viewHint(hint, say)) };
}

const viewHint = (hint: Hint, say: (text: Text) => string): HintView => ({
  kind: hint.kind,
  questions: [...hint.questions],
  text: say(hint.text),
  certainty: hint.certainty,
  certaintyText: say(CERTAINTY_WORDS[hint.certainty]),
});
