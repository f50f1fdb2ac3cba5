import { Injectable } from '@nestjs/common';
import { contentHash } from '../../domain/manual/content-hash.js';
import { DomainError, type Problem } from '../../domain/shared/domain-error.js';
import type { PersonActor } from '../../platform/auth/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { TenantDb } from '../../platform/db/tenant-db.js';
import { AuditService } from '../audit/audit.service.js';
import { ContentService } from '../content/content.service.js';
import { DraftReviewService } from './draft-review.service.js';
import type { PublishDto, PublishedView } from './drafts.dto.js';
import { findDraft } from './drafts.queries.js';
import type { ManualNameView } from './manual-name.dto.js';
import { readChoice } from './manual-in-force.queries.js';
import { findOwnManual, publishDraft, retireManual } from './published.queries.js';
import { draftNotFound, manualNotFound, manualShipped, requireRevision } from './refusals.js';

/** Publishes drafts, once and for good, and retires versions that are sent no more. */
@Injectable()
export class PublishingService {
  constructor(
    private readonly db: TenantDb,
    private readonly reviews: DraftReviewService,
    private readonly content: ContentService,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError DRAFT_NOT_FOUND, VERSION_CONFLICT, MANUAL_ID_TAKEN, DRAFT_HAS_PROBLEMS, WORDING_UNCONFIRMED */
  publish(actor: PersonActor, id: string, { revision, confirmWording = [] }: PublishDto): Promise<PublishedView> {
    return this.db.transaction(actor, async (db) => {
      const draft = await findDraft(db, actor.tenantId, id, 'FOR UPDATE');
      if (draft === undefined) throw draftNotFound();
      requireRevision(draft.revision, revision);
      const { problems, reworded, previous, settled, warnings } = await this.reviews.review(db, actor.tenantId, draft);
      const taken = (await this.content.manualIds()).includes(draft.manualId) ? [idTaken] : [];
      const unconfirmed = unconfirmedWording(reworded, confirmWording);
      if (problems.length + taken.length > 0) throw hasProblems([...taken, ...problems, ...unconfirmed]);
      if (unconfirmed.length > 0) throw wordingUnconfirmed(unconfirmed);
      const { manual } = settled;
      const sha256 = contentHash(manual);
      await publishDraft(db, actor.tenantId, this.clock.now(), { id, manual, sha256, confirmedAgainst: previous?.sha256 ?? null });
      await this.audit.record(db, actor, {
        action: 'manual.published',
        subjectKind: 'manual',
        subjectId: id,
        before: previous === null ? null : { manual: previous.id, version: previous.version, sha256: previous.sha256 },
        after: { manual: manual.id, version: manual.version, sha256, family: manual.family, confirmedWording: reworded },
      });
      return {
        id: manual.id,
        version: manual.version,
        sha256,
        droppedTranslations: settled.dropped.map(({ place, language }) => `${language} ${place}`),
        unreviewedTranslations: settled.unreviewed.map(({ place, language }) => `${language} ${place}`),
        warnings: [...warnings],
      };
    });
  }

  /** Rounds that were sent keep their frozen copy. @throws DomainError MANUAL_NOT_FOUND, MANUAL_SHIPPED, MANUAL_IN_FORCE */
  retire(actor: PersonActor, name: ManualNameView): Promise<void> {
    return this.db.transaction(actor, async (db) => {
      const manual = await findOwnManual(db, actor.tenantId, name, 'FOR UPDATE');
      if (manual === undefined) throw (await this.content.manualIds()).includes(name.id) ? manualShipped() : manualNotFound();
      if (manual.state === 'retired') return;
      if ((await readChoice(db, actor.tenantId))?.id === manual.id) throw inForce();
      await retireManual(db, actor.tenantId, this.clock.now(), manual.id);
      await this.audit.record(db, actor, {
        action: 'manual.retired',
        subjectKind: 'manual',
        subjectId: manual.id,
        before: { state: 'published' },
        after: { state: 'retired', manual: manual.manualId, version: manual.version },
      });
    });
  }
}

const idTaken: Problem = {
  path: 'id',
  code: 'MANUAL_ID_TAKEN',
  message: 'A manual of this id has come with the product; copy the draft under another id.',
};

/** Reworded questions that nobody has said mean the same. */
export const unconfirmedWording = (reworded: readonly string[], confirmed: readonly string[]): readonly Problem[] =>
  reworded
    .filter((question) => !confirmed.includes(question))
    .map((question) => ({
      path: `questions/${question}`,
      code: 'WORDING_UNCONFIRMED',
      message: 'Its words have changed: confirm that it still means the same, or raise its meaning so that it is asked anew.',
    }));

const hasProblems = (problems: readonly Problem[]): DomainError =>
  new DomainError('DRAFT_HAS_PROBLEMS', 'conflict', 'The draft cannot be published as it is.', problems);

export const wordingUnconfirmed = (problems: readonly Problem[]): DomainError =>
  new DomainError(
    'WORDING_UNCONFIRMED',
    'conflict',
    'Answers given to other words would be kept: say for which questions that is right.',
    problems,
  );

const inForce = (): DomainError =>
  new DomainError('MANUAL_IN_FORCE', 'conflict', 'This version is in force; put another one in force first.');
