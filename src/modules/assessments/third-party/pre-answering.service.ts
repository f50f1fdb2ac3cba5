import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { sameValue } from '../../../domain/assessment/counted-answers.js';
import { askedQuestions, type Questionnaire } from '../../../domain/questionnaire/select-questions.js';
import { type PreAnswer, preAnswers } from '../../../domain/third-party/pre-answers.js';
import type { Actor } from '../../../platform/auth/actor.js';
import { Clock } from '../../../platform/clock/clock.js';
import { newId } from '../../../platform/db/ids.js';
import { ContentService } from '../../content/content.service.js';
import { type AnswerWrite, writeAnswers } from '../answers.queries.js';
import { lockAssessment } from '../assessment.queries.js';
import { insertEvidence, type NewEvidence } from '../evidence/evidence.queries.js';
import { type OpenedRound, versionOf } from '../opened-round.js';
import { insertPrefilled } from '../prefill.queries.js';
import { RoundReader } from '../round-reader.service.js';
import { answeredPlaces, type ReportRow, reportsOf, unsubmittedRoundOf, withdrawReports } from './pre-answers.queries.js';
import { type ResultRow, resultOf, standingResults } from './third-party.queries.js';

/** A round that its supplier is still writing. */
export interface UnsubmittedRound {
  readonly assessmentId: string;
  readonly siteId: string;
  readonly supplierId: string;
  readonly questionnaire: Questionnaire;
}

/** A round with all that results say to it, and what of that nobody has answered. */
type Answered = UnsubmittedRound & { readonly answers: readonly PreAnswer[]; readonly open: readonly PreAnswer[] };

const UNSUBMITTED: readonly string[] = ['sent', 'in_progress'];
const CHUNK = 500;

/** Lets results of which the supplier knows answer what nobody has answered, and takes back what they answer no more. */
@Injectable()
export class PreAnswering {
  constructor(
    private readonly content: ContentService,
    private readonly rounds: RoundReader,
    private readonly clock: Clock,
  ) {}

  /** For rounds just made. */
  async fillWithin(db: EntityManager, tenantId: string, rounds: readonly UnsubmittedRound[]): Promise<void> {
    for (let start = 0; start < rounds.length; start += CHUNK) await this.fillChunk(db, tenantId, rounds.slice(start, start + CHUNK));
  }

  /** After a result came or went. @returns ids of the questions that it answers now; null where no round is being written */
  async refreshWithin(db: EntityManager, actor: Actor, siteId: string): Promise<readonly string[] | null> {
    const { tenantId } = actor;
    const id = await unsubmittedRoundOf(db, tenantId, siteId);
    const assessment = id === null ? null : await lockAssessment(db, tenantId, id);
    if (assessment === null || !UNSUBMITTED.includes(assessment.state)) return null;
    const round = await this.rounds.open(db, actor, assessment);
    const results = await standingResults(db, tenantId, [siteId], true);
    const unsubmitted = { assessmentId: assessment.id, siteId, supplierId: assessment.supplier_id, questionnaire: round.questionnaire };
    const answers = await this.answersFor(unsubmitted, results);
    const open = answers.filter(({ question }) => (originOf(round, question) ?? 'third_party') === 'third_party');
    const now = this.clock.now();
    const writer = {
      tenantId,
      supplierId: assessment.supplier_id,
      kind: 'system',
      id: null,
      linkId: null,
      onBehalfOf: null,
      copiedFrom: null,
      now,
    };
    await writeAnswers(db, writer, [...newAnswers(round, open), ...lostAnswers(round, answers, this.clock.today())]);
    await this.placeReports(db, tenantId, [{ ...unsubmitted, answers, open }], results);
    return open.map(({ question }) => question);
  }

  private async fillChunk(db: EntityManager, tenantId: string, rounds: readonly UnsubmittedRound[]): Promise<void> {
    const results = await standingResults(
      db,
      tenantId,
      rounds.map(({ siteId }) => siteId),
      true,
    );
    const ids = rounds.map(({ assessmentId }) => assessmentId);
    const taken = results.length === 0 ? new Set<string>() : await answeredPlaces(db, tenantId, ids);
    const answered: Answered[] = [];
    for (const round of rounds) {
      const answers = await this.answersFor(round, results);
      answered.push({ ...round, answers, open: answers.filter(({ question }) => !taken.has(placeOf(round.assessmentId, question))) });
    }
    const rows = answered.flatMap(({ assessmentId, supplierId, open }) =>
      open.map(({ question, value, auditedOn }) => ({
        assessmentId,
        supplierId,
        question,
        value,
        textSealed: null,
        answeredOn: auditedOn,
      })),
    );
    await insertPrefilled(db, tenantId, this.clock.now(), rows, 'third_party');
    await this.placeReports(db, tenantId, answered, results);
  }

  private async answersFor({ siteId, questionnaire }: UnsubmittedRound, results: readonly ResultRow[]): Promise<readonly PreAnswer[]> {
    const ofSite = results.filter((result) => result.site_id === siteId).map(resultOf);
    if (ofSite.length === 0) return [];
    const { body } = await this.content.thirdParty();
    const questions = new Map(askedQuestions(questionnaire).map((question) => [question.id, question]));
    return preAnswers(body, ofSite, { family: questionnaire.manual.family, questions }, this.clock.today());
  }

  /** The report stands beside what it may prove, so that an officer can accept it as a document; nothing counts before that. */
  private async placeReports(
    db: EntityManager,
    tenantId: string,
    rounds: readonly Answered[],
    results: readonly ResultRow[],
  ): Promise<void> {
    const now = this.clock.now();
    const kept = rounds.flatMap(({ assessmentId, answers }) =>
      answers.map(({ question, resultId }) => `${placeOf(assessmentId, question)}/${resultId}`),
    );
    await withdrawReports(
      db,
      tenantId,
      rounds.map(({ assessmentId }) => assessmentId),
      kept,
      now,
    );
    if (kept.length === 0) return;
    const documents = new Map(results.map((result) => [result.id, result.document_id]));
    const reports = new Map((await reportsOf(db, tenantId, [...new Set(documents.values())])).map((report) => [report.id, report]));
    const files = rounds.flatMap((round) =>
      round.open.flatMap((answer) => {
        const report = answer.evidence === 'declared' ? undefined : reports.get(documents.get(answer.resultId) ?? '');
        return report === undefined ? [] : [reportBeside(round, answer, report)];
      }),
    );
    await insertEvidence(db, tenantId, now, files);
  }
}

const placeOf = (assessmentId: string, question: string): string => `${assessmentId}/${question}`;

const originOf = ({ rows }: OpenedRound, question: string): string | null =>
  rows.find((row) => row.question_id === question)?.origin ?? null;

const written = (round: OpenedRound, question: string): Omit<AnswerWrite, 'state' | 'value' | 'answeredOn'> => ({
  assessmentId: round.assessment.id,
  question,
  version: versionOf(round, question),
  textSealed: null,
  commentSealed: null,
  origin: 'third_party',
});

const newAnswers = (round: OpenedRound, open: readonly PreAnswer[]): AnswerWrite[] =>
  open.flatMap(({ question, value, auditedOn }): AnswerWrite[] => {
    const row = round.rows.find((one) => one.question_id === question);
    if (row?.state === 'answered' && sameValue(row.value, value)) return [];
    return [{ ...written(round, question), state: 'answered', value, answeredOn: auditedOn }];
  });

/** An answer is never taken out of a round, and nobody has said anything of this one: it becomes "we do not know", for the supplier to look at. */
const lostAnswers = (round: OpenedRound, answers: readonly PreAnswer[], today: string): AnswerWrite[] =>
  round.rows
    .filter(({ origin, state }) => origin === 'third_party' && state === 'answered')
    .filter((row) => !answers.some(({ question }) => question === row.question_id))
    .map((row) => ({ ...written(round, row.question_id), state: 'unknown', value: null, answeredOn: today }));

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
