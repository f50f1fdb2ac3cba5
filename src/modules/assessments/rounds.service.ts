import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { IsoDate } from '../../domain/shared/instant.js';
import type { PersonActor, SystemActor } from '../../platform/auth/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { newId } from '../../platform/db/ids.js';
import { Vault } from '../../platform/vault/vault.js';
import { type AuditEntry, AuditService } from '../audit/audit.service.js';
import { InvitationsService } from './invitations.service.js';
import { PrefillService } from './prefill.service.js';
import { type FrozenQuestionnaire, storeQuestionnaires } from './questionnaires.queries.js';
import { type Audience, insertAssessments } from './sending.queries.js';

/** A site that gets a round: its questions are chosen, its contacts known. */
export interface SiteRound extends FrozenQuestionnaire {
  readonly siteId: string;
  readonly supplierId: string;
  readonly contactIds: readonly string[];
  readonly reassessmentDueOn: IsoDate | null;
}

export interface RoundTerms {
  readonly audience: Audience;
  readonly dueOn: IsoDate;
  readonly origin: 'officer' | 'reassessment';
  /** The campaign it is part of. */
  readonly campaignId: string | null;
  /** null: the product itself. */
  readonly sentBy: string | null;
}

/** Brings rounds into being: frozen questions, a key for their free text, carried-over answers, links and letters. */
@Injectable()
export class RoundsService {
  constructor(
    private readonly vault: Vault,
    private readonly audit: AuditService,
    private readonly clock: Clock,
    private readonly prefill: PrefillService,
    private readonly invitations: InvitationsService,
  ) {}

  /** @returns assessment ids by site id; a site to which another request has sent a round meanwhile is missing */
  async openWithin(
    db: EntityManager,
    actor: PersonActor | SystemActor,
    terms: RoundTerms,
    sites: readonly SiteRound[],
  ): Promise<ReadonlyMap<string, string>> {
    const { tenantId } = actor;
    const [first] = sites;
    if (first === undefined) return new Map();
    const rows = sites.map((site) => ({
      ...site,
      assessmentId: newId<string>(),
      key: this.vault.makeKey(tenantId, 'case', site.supplierId),
    }));
    await this.vault.storeKeys(
      db,
      tenantId,
      rows.map(({ key }) => key),
    );
    const now = this.clock.now();
    await storeQuestionnaires(db, tenantId, now, rows);
    const made = await insertAssessments(
      db,
      tenantId,
      { ...terms, manual: first.questionnaire.manual, now },
      rows.map((row) => ({
        id: row.assessmentId,
        siteId: row.siteId,
        supplierId: row.supplierId,
        contactId: row.contactIds[0] ?? null,
        keyId: row.key.id,
        depth: row.questionnaire.depth,
        questionnaireSha256: row.questionnaireSha256,
        reassessmentDueOn: row.reassessmentDueOn,
      })),
    );
    const opened = rows.filter(({ assessmentId }) => made.has(assessmentId));
    await this.prefill.fillWithin(db, tenantId, opened);
    const letter = terms.origin === 'reassessment' ? 'reassessment_due' : 'assessment_invitation';
    await this.invitations.inviteWithin(
      db,
      actor,
      letter,
      opened.map((row) => ({ ...row, dueOn: terms.dueOn })),
    );
    await this.audit.recordAll(db, actor, sendingEvents(terms, opened));
    return new Map(opened.map(({ siteId, assessmentId }) => [siteId, assessmentId]));
  }
}

const sendingEvents = (terms: RoundTerms, opened: readonly (SiteRound & { readonly assessmentId: string })[]): AuditEntry[] =>
  opened.map((row) => ({
    action: 'assessment.sent',
    subjectKind: 'assessment',
    subjectId: row.assessmentId,
    after: {
      ...terms,
      siteId: row.siteId,
      supplierId: row.supplierId,
      depth: row.questionnaire.depth,
      manual: row.questionnaire.manual.version,
      returning: row.questionnaire.returning,
      contactIds: row.contactIds,
    },
  }));
