import { Injectable } from '@nestjs/common';
import { askedQuestions } from '../../../domain/questionnaire/select-questions.js';
import { mayTouch } from '../../../domain/questionnaire/part.js';
import type { PersonActor, RespondentActor } from '../../../platform/auth/actor.js';
import { type Page, pageOf, readCursor } from '../../../platform/db/pages.js';
import { TenantDb } from '../../../platform/db/tenant-db.js';
import { Vault } from '../../../platform/vault/vault.js';
import { viewContactName, viewWriter } from '../answers.view.js';
import { findAssessment } from '../assessment.queries.js';
import { partOf } from '../delegation/part.js';
import { FrozenQuestionnaires } from '../frozen-questionnaires.service.js';
import { ReviewNames } from '../reviewing/review-names.service.js';
import type { AnswerChangeView, HistoryQuery } from './history.dto.js';
import { type ChangeRow, listChanges } from './history.queries.js';

/** Who answered what when, and through which link. */
@Injectable()
export class HistoryService {
  constructor(
    private readonly db: TenantDb,
    private readonly vault: Vault,
    private readonly questionnaires: FrozenQuestionnaires,
    private readonly names: ReviewNames,
  ) {}

  /** @throws DomainError ASSESSMENT_NOT_FOUND */
  list(
    actor: PersonActor | RespondentActor,
    assessmentId: string,
    { after, limit, question }: HistoryQuery,
  ): Promise<Page<AnswerChangeView>> {
    const cursor = readCursor(after);
    return this.db.transaction(actor, async (db) => {
      const { tenantId } = actor;
      const assessment = await findAssessment(db, tenantId, assessmentId);
      const part = partOf(actor);
      const shown = part === null ? null : await this.questionsOf(db, tenantId, assessment.questionnaire_sha256, part);
      const questions = question === undefined ? shown : (shown ?? [question]).filter((id) => id === question);
      const rows = await listChanges(db, tenantId, { assessmentId, questions }, cursor?.id ?? null, limit);
      const ring = await this.vault.ring(db, tenantId, [assessment.key_id]);
      const people = rows.flatMap(({ changed_by: by, on_behalf_of: contact }) => [by, contact]);
      const names = await this.names.of(db, actor, people);
      const open = (sealed: Buffer | null): string | null => ring.open(assessment.key_id, sealed);
      return pageOf(
        rows,
        limit,
        ({ id }) => ({ key: null, id }),
        (row) => viewChange(row, open, names),
      );
    });
  }

  private async questionsOf(
    db: Parameters<FrozenQuestionnaires['read']>[0],
    tenantId: string,
    sha256: string,
    part: readonly string[],
  ): Promise<string[]> {
    const questionnaire = await this.questionnaires.read(db, tenantId, sha256);
    const chapters = questionnaire.chapters.filter(({ id }) => mayTouch(part, id));
    return askedQuestions({ ...questionnaire, chapters }).map(({ id }) => id);
  }
}

const viewChange = (
  row: ChangeRow,
  open: (sealed: Buffer | null) => string | null,
  names: ReadonlyMap<string, string>,
): AnswerChangeView => ({
  id: row.id,
  question: row.question_id,
  version: row.version,
  state: row.state,
  value: row.text_sealed === null ? row.value : open(row.text_sealed),
  comment: open(row.comment_sealed),
  origin: row.origin,
  by: viewWriter(row.changed_by_kind, row.changed_by, names),
  onBehalfOf: viewContactName(row.on_behalf_of, names),
  linkId: row.link_id,
  copiedFrom: row.copied_from,
  at: row.changed_at.toISOString(),
});
