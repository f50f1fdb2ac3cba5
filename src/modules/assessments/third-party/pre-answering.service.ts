import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { sameValue } from '../../../domain/assessment/counted-answers.js';
import { askedQuestions, type Questionnaire } from '../../../domain/questionnaire/select-questions.js';
import { type PreAnswer, preAnswers } from '../../../domain/third-party/pre-answers.js';
import { Clock } from '../../../platform/clock/clock.js';
import { newId } from '../../../platform/db/ids.js';
import { ContentService } from '../../content/content.service.js';
import { insertEvidence, type NewEvidence } from '../evidence/evidence.queries.js';
import { FrozenQuestionnaires } from '../frozen-questionnaires.service.js';
import {
  lockUnsubmitted,
  presentAnswers,
  type PresentAnswer,
  type ReportRow,
  reportsOf,
  type ResultAnswer,
  withdrawReports,
  writeResultAnswers,
} from './pre-answers.queries.js';
import { type ResultRow, resultOf, standingResults } from './third-party.queries.js';

/** A round that its supplier is still writing. */
export interface UnsubmittedRound {
  readonly assessmentId: string;
  readonly siteId: string;
  readonly supplierId: string;
  readonly questionnaire: Questionnaire;
}

/** Answers by assessment and question. */
type Present = ReadonlyMap<string, PresentAnswer>;

type Answered = UnsubmittedRound & { readonly answers: readonly PreAnswer[] };

const CHUNK = 500;

/** Lets results of which the supplier knows answer what nobody has answered, and takes back what they answer no more. */
@Injectable()
export class PreAnswering {
  constructor(
    private readonly content: ContentService,
    private readonly questionnaires: FrozenQuestionnaires,
    private readonly clock: Clock,
  ) {}

  /** After a result came or went. @returns ids of the questions that it answers now; null where no round is being written */
  async refreshWithin(db: EntityManager, tenantId: string, siteId: string): Promise<readonly string[] | null> {
    const round = await lockUnsubmitted(db, tenantId, siteId);
    if (round === null) return null;
    const questionnaire = await this.questionnaires.read(db, tenantId, round.questionnaire_sha256);
    return this.settle(db, tenantId, [{ assessmentId: round.id, siteId, supplierId: round.supplier_id, questionnaire }]);
  }

  /** For rounds just made. */
  async fillWithin(db: EntityManager, tenantId: string, rounds: readonly UnsubmittedRound[]): Promise<void> {
    for (let start = 0; start < rounds.length; start += CHUNK) await this.settle(db, tenantId, rounds.slice(start, start + CHUNK));
  }

  private async settle(db: EntityManager, tenantId: string, rounds: readonly UnsubmittedRound[]): Promise<readonly string[]> {
    const ids = rounds.map(({ assessmentId }) => assessmentId);
    const rows = await presentAnswers(db, tenantId, ids);
    const results = await standingResults(
      db,
      tenantId,
      rounds.map(({ siteId }) => siteId),
      true,
    );
    if (results.length === 0 && !rows.some(({ origin }) => origin === 'third_party')) return [];
    const answered = await this.answersFor(rounds, results);
    const now = this.clock.now();
    const present: Present = new Map(rows.map((row) => [placeOf(row.assessment_id, row.question_id), row]));
    const open = answered.map((round) => ({ ...round, answers: stillOpen(round, present) }));
    await writeResultAnswers(db, tenantId, now, [
      ...open.flatMap((round) => newAnswers(round, present)),
      ...answered.flatMap((round) => lostAnswers(round, rows, this.clock.today())),
    ]);
    await this.placeReports(db, tenantId, { answered, open }, results, now);
    return open.flatMap(({ answers }) => answers.map(({ question }) => question));
  }

  private async answersFor(rounds: readonly UnsubmittedRound[], results: readonly ResultRow[]): Promise<readonly Answered[]> {
    const { body } = await this.content.thirdParty();
    const today = this.clock.today();
    return rounds.map((round) => {
      const questions = new Map(askedQuestions(round.questionnaire).map((question) => [question.id, question]));
      const ofSite = results.filter((result) => result.site_id === round.siteId).map(resultOf);
      return { ...round, answers: preAnswers(body, ofSite, { family: round.questionnaire.manual.family, questions }, today) };
    });
  }

  /** The report stands beside what it may prove, so that an officer can accept it as a document; nothing counts before that. */
  private async placeReports(
    db: EntityManager,
    tenantId: string,
    { answered, open }: { readonly answered: readonly Answered[]; readonly open: readonly Answered[] },
    results: readonly ResultRow[],
    now: Date,
  ): Promise<void> {
    const kept = answered.flatMap(({ assessmentId, answers }) =>
      answers.map(({ question, resultId }) => `${placeOf(assessmentId, question)}/${resultId}`),
    );
    await withdrawReports(
      db,
      tenantId,
      answered.map(({ assessmentId }) => assessmentId),
      kept,
      now,
    );
    const documents = new Map(results.map((result) => [result.id, result.document_id]));
    const reports = new Map((await reportsOf(db, tenantId, [...new Set(documents.values())])).map((report) => [report.id, report]));
    const files = open.flatMap((round) =>
      round.answers.flatMap((answer) => {
        if (answer.evidence === 'declared') return [];
        const report = reports.get(documents.get(answer.resultId) ?? '');
        return report === undefined ? [] : [reportBeside(round, answer, report)];
      }),
    );
    await insertEvidence(db, tenantId, now, files);
  }
}

const placeOf = (assessmentId: string, question: string): string => `${assessmentId}/${question}`;

/** What nobody has answered, or only a result did. */
const stillOpen = ({ assessmentId, answers }: Answered, present: Present): readonly PreAnswer[] =>
  answers.filter(({ question }) => (present.get(placeOf(assessmentId, question))?.origin ?? 'third_party') === 'third_party');

const newAnswers = ({ assessmentId, supplierId, answers }: Answered, present: Present): ResultAnswer[] =>
  answers.flatMap(({ question, value, auditedOn }): ResultAnswer[] => {
    const row = present.get(placeOf(assessmentId, question));
    if (row?.state === 'answered' && sameValue(row.value, value)) return [];
    return [{ assessmentId, supplierId, question, state: 'answered', value, answeredOn: auditedOn }];
  });

/** An answer cannot be taken out of a round, and nobody has said anything of it: it becomes "we do not know", for the supplier to look at. */
const lostAnswers = ({ assessmentId, supplierId, answers }: Answered, rows: readonly PresentAnswer[], today: string): ResultAnswer[] =>
  rows
    .filter((row) => row.assessment_id === assessmentId && row.origin === 'third_party' && row.state === 'answered')
    .filter((row) => !answers.some(({ question }) => question === row.question_id))
    .map((row) => ({ assessmentId, supplierId, question: row.question_id, state: 'unknown', value: null, answeredOn: today }));

const reportBeside = (
  { assessmentId, supplierId }: UnsubmittedRound,
  { question, resultId, auditedOn, validUntil }: PreAnswer,
  report: ReportRow,
): NewEvidence => ({
  id: newId<string>(),
  supplierId,
  assessmentId,
  question,
  rule: null,
  documentId: report.id,
  origin: 'third_party',
  issuedOn: auditedOn,
  validUntil,
  provesUntil: validUntil,
  uploadedByKind: report.uploaded_by_kind,
  uploadedBy: report.uploaded_by,
  uploadedAt: report.uploaded_at,
  resultId,
});
