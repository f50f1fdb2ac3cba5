import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Question } from '../../domain/manual/manual.js';
import { checkAnswer } from '../../domain/questionnaire/check-answer.js';
import { askedQuestions, type Questionnaire } from '../../domain/questionnaire/select-questions.js';
import { Clock } from '../../platform/clock/clock.js';
import type { KeyRing } from '../../platform/vault/key-ring.js';
import { type NewKey, Vault } from '../../platform/vault/vault.js';
import { EvidenceCarryOver } from './evidence/carry-over.service.js';
import { insertPrefilled, type LastAnswer, lastAnswers, type PrefilledAnswer } from './prefill.queries.js';
import { PreAnswering } from './third-party/pre-answering.service.js';

/** A round just made that is to be filled in with what the site said last. */
export interface RoundToPrefill {
  readonly assessmentId: string;
  readonly siteId: string;
  readonly supplierId: string;
  readonly questionnaire: Questionnaire;
  readonly key: NewKey;
}

const CHUNK = 500;

/** Carries the last answers over, so that a supplier confirms what has not changed instead of writing it again. */
@Injectable()
export class PrefillService {
  constructor(
    private readonly vault: Vault,
    private readonly clock: Clock,
    private readonly evidence: EvidenceCarryOver,
    private readonly results: PreAnswering,
  ) {}

  async fillWithin(db: EntityManager, tenantId: string, rounds: readonly RoundToPrefill[]): Promise<void> {
    for (let start = 0; start < rounds.length; start += CHUNK) await this.fillChunk(db, tenantId, rounds.slice(start, start + CHUNK));
    await this.evidence.carryOverWithin(db, tenantId, rounds);
    await this.results.fillWithin(db, tenantId, rounds);
  }

  private async fillChunk(db: EntityManager, tenantId: string, rounds: readonly RoundToPrefill[]): Promise<void> {
    const family = rounds[0]?.questionnaire.manual.family;
    if (family === undefined) return;
    const last = await lastAnswers(
      db,
      tenantId,
      family,
      rounds.map(({ siteId }) => siteId),
    );
    if (last.length === 0) return;
    const ring = await this.vault.ring(
      db,
      tenantId,
      last.flatMap(({ text }) => (text === null ? [] : [text.keyId])),
    );
    const bySite = new Map<string, LastAnswer[]>();
    for (const answer of last) bySite.set(answer.siteId, [...(bySite.get(answer.siteId) ?? []), answer]);
    const answers = rounds.flatMap((round) => answersFor(round, bySite.get(round.siteId) ?? [], ring));
    await insertPrefilled(db, tenantId, this.clock.now(), answers);
  }
}

/** Only what is asked now and is still a valid answer to it. */
function answersFor(
  { assessmentId, supplierId, questionnaire, key }: RoundToPrefill,
  last: readonly LastAnswer[],
  ring: KeyRing,
): PrefilledAnswer[] {
  const asked = new Map<string, Question>(askedQuestions(questionnaire).map((question) => [question.id, question]));
  return last.flatMap(({ question: id, meaning, value, dated, text }) => {
    const question = asked.get(id);
    if (question === undefined || question.meaning !== meaning || question.type === 'file') return [];
    const plain = question.type === 'text' ? (text === null ? null : ring.open(text.keyId, text.sealed)) : value;
    if (plain === null || checkAnswer(question, { state: 'answered', value: plain }).length > 0) return [];
    const textSealed = question.type === 'text' ? key.ring.seal(key.id, plain as string) : null;
    return [{ assessmentId, supplierId, question: id, value: textSealed === null ? plain : null, textSealed, answeredOn: dated }];
  });
}
