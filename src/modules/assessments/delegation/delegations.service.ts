import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { mayMove } from '../../../domain/assessment/assessment-states.js';
import type { Questionnaire } from '../../../domain/questionnaire/select-questions.js';
import { DomainError } from '../../../domain/shared/domain-error.js';
import { type RespondentActor, systemOf } from '../../../platform/auth/actor.js';
import { Clock } from '../../../platform/clock/clock.js';
import { type Page, pageOf, readCursor } from '../../../platform/db/pages.js';
import { TenantDb } from '../../../platform/db/tenant-db.js';
import type { PageQuery } from '../../../platform/http/page.dto.js';
import { Vault } from '../../../platform/vault/vault.js';
import { readOnly } from '../answering/answer-inputs.js';
import { lockAssessment } from '../assessment.queries.js';
import { FrozenQuestionnaires } from '../frozen-questionnaires.service.js';
import { revokeLink } from '../links.queries.js';
import type { DelegationView, NewDelegationDto } from './delegations.dto.js';
import { countDelegations, type DelegationRow, findDelegation, listDelegations } from './delegations.queries.js';
import { HandingOver } from './handing-over.service.js';

/** Enough for any firm, and too few to write to strangers with somebody's stolen link. */
const MOST_DELEGATIONS = 30;

/** Parts of a questionnaire in the hands of colleagues. Runs as the product itself, since a supplier's contact may write no contacts and links. */
@Injectable()
export class DelegationsService {
  constructor(
    private readonly db: TenantDb,
    private readonly vault: Vault,
    private readonly questionnaires: FrozenQuestionnaires,
    private readonly handing: HandingOver,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError ASSESSMENT_READ_ONLY, DELEGATION_INVALID, TOO_MANY_DELEGATIONS, DELEGATE_ARCHIVED, DELEGATE_IS_SELF */
  create(actor: RespondentActor, body: NewDelegationDto): Promise<DelegationView> {
    return this.asProduct(actor, async (db) => {
      const assessment = await lockAssessment(db, actor.tenantId, actor.assessmentId);
      if (!mayMove(assessment.state, 'answer', 'respondent')) throw readOnly();
      refuseUnknownChapters(await this.questionnaires.read(db, actor.tenantId, assessment.questionnaire_sha256), body.chapters);
      if ((await countDelegations(db, actor.tenantId, assessment.id)) >= MOST_DELEGATIONS) {
        const message = `Parts of a questionnaire can be handed over ${MOST_DELEGATIONS} times.`;
        throw new DomainError('TOO_MANY_DELEGATIONS', 'conflict', message);
      }
      const linkId = await this.handing.overWithin(db, actor, assessment, body);
      return this.view(db, actor, await this.find(db, actor, linkId));
    });
  }

  list(actor: RespondentActor, { after, limit }: PageQuery): Promise<Page<DelegationView>> {
    const cursor = readCursor(after);
    return this.asProduct(actor, async (db) => {
      const rows = await listDelegations(db, actor.tenantId, actor.assessmentId, cursor?.id ?? null, limit);
      const views = new Map((await this.viewAll(db, actor, rows)).map((view) => [view.id, view]));
      return pageOf(
        rows.flatMap(({ id }) => views.get(id) ?? []),
        limit,
        ({ id }) => ({ key: null, id }),
        (view) => view,
      );
    });
  }

  /** Taking back twice is no fault. @throws DomainError DELEGATION_NOT_FOUND */
  async revoke(actor: RespondentActor, id: string): Promise<void> {
    await this.asProduct(actor, async (db) => {
      const { contact_id: contactId } = await this.find(db, actor, id);
      const end = { assessmentId: actor.assessmentId, id, reason: 'delegation' as const, now: this.clock.now() };
      if (await revokeLink(db, actor.tenantId, end)) await this.handing.tellTakenBack(db, actor, { linkId: id, contactId });
    });
  }

  private asProduct<T>(actor: RespondentActor, work: (db: EntityManager) => Promise<T>): Promise<T> {
    return this.db.transaction(systemOf(actor.tenantId), work);
  }

  private async find(db: EntityManager, actor: RespondentActor, id: string): Promise<DelegationRow> {
    const row = await findDelegation(db, actor.tenantId, actor.assessmentId, id);
    if (row === null) throw new DomainError('DELEGATION_NOT_FOUND', 'not_found', 'No such part was handed over.');
    return row;
  }

  private async view(db: EntityManager, actor: RespondentActor, row: DelegationRow): Promise<DelegationView> {
    const [view] = await this.viewAll(db, actor, [row]);
    if (view === undefined) throw new Error('a row has no view');
    return view;
  }

  private async viewAll(db: EntityManager, { tenantId }: RespondentActor, rows: readonly DelegationRow[]): Promise<DelegationView[]> {
    const ring = await this.vault.ring(
      db,
      tenantId,
      rows.map(({ key_id: keyId }) => keyId),
    );
    return rows.map((row) => ({
      id: row.id,
      contactId: row.contact_id,
      name: ring.open(row.key_id, row.name_sealed),
      email: ring.open(row.key_id, row.email_sealed),
      chapters: row.chapters,
      delegatedBy: row.delegated_by,
      createdAt: row.created_at.toISOString(),
      expiresAt: row.expires_at.toISOString(),
      revokedAt: row.revoked_at?.toISOString() ?? null,
    }));
  }
}

function refuseUnknownChapters({ chapters }: Questionnaire, wanted: readonly string[]): void {
  const known = new Set(chapters.map(({ id }) => id));
  const problems = wanted.flatMap((chapter, i) =>
    known.has(chapter) ? [] : [{ path: `chapters.${i}`, code: 'CHAPTER_UNKNOWN', message: 'This questionnaire has no such chapter.' }],
  );
  if (problems.length > 0) throw new DomainError('DELEGATION_INVALID', 'invalid', 'This part cannot be handed over.', problems);
}
