import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { depthOfSite } from '../../domain/assessment/depth-of-site.js';
import { pickLanguage } from '../../domain/assessment/pick-language.js';
import { compareManuals, rewordedQuestions } from '../../domain/manual/compare-manuals.js';
import type { Manual } from '../../domain/manual/manual.js';
import { versionStep } from '../../domain/manual/version-step.js';
import { depthOf } from '../../domain/questionnaire/depth.js';
import { previewQuestionnaire, type PreviewWish } from '../../domain/questionnaire/preview.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { PersonActor } from '../../platform/auth/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { TenantDb } from '../../platform/db/tenant-db.js';
import { ManualsInForce } from '../content/manuals-in-force.service.js';
import { RiskBasis } from '../content/risk-basis.service.js';
import { DraftReviewService } from './draft-review.service.js';
import { type DraftRow, findDraft } from './drafts.queries.js';
import { manualOf } from './drafts.view.js';
import { pageOfList } from './listed-page.js';
import type { DiffQuery, ManualDiffView, PreviewQuery, QuestionnairePreviewView } from './looking.dto.js';
import { viewPreview } from './looking.view.js';
import type { ManualNameView } from './manual-name.dto.js';
import { previewedSite } from './previewed-site.queries.js';
import { draftNotFound } from './refusals.js';

/** A draft, or a version by its name. */
export type Looked = { readonly draft: string } | { readonly version: ManualNameView };

/** Shows what a manual is before it is sent: how it differs from another version, and what a site would be asked. */
@Injectable()
export class LookingService {
  constructor(
    private readonly db: TenantDb,
    private readonly bases: RiskBasis,
    private readonly manuals: ManualsInForce,
    private readonly reviews: DraftReviewService,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError DRAFT_NOT_FOUND, MANUAL_NOT_FOUND, DIFF_WITH_WHAT */
  diff(actor: PersonActor, looked: Looked, query: DiffQuery): Promise<ManualDiffView> {
    return this.db.transaction(actor, async (db) => {
      const { manual, draft } = await this.find(db, actor, looked);
      const from = await this.earlier(db, actor, query, draft);
      const changes = compareManuals(from ?? nothingOf(manual), manual);
      const counts: Record<string, number> = {};
      for (const { kind } of changes) counts[kind] = (counts[kind] ?? 0) + 1;
      return {
        from: from === null ? null : { id: from.id, version: from.version },
        to: { id: manual.id, version: manual.version },
        step: versionStep(changes),
        counts,
        reworded: [...rewordedQuestions(changes)],
        ...pageOfListed(changes, query),
      };
    });
  }

  /** @throws DomainError DRAFT_NOT_FOUND, MANUAL_NOT_FOUND, SITE_NOT_FOUND */
  preview(actor: PersonActor, looked: Looked, query: PreviewQuery): Promise<QuestionnairePreviewView> {
    return this.db.transaction(actor, async (db) => {
      const { manual } = await this.find(db, actor, looked);
      const codes = manual.languages.map(({ code }) => code);
      const language = pickLanguage(codes, [query.language], manual.baseLanguage);
      const wish = await this.wishOf(db, actor, manual, query, language);
      return viewPreview(manual, wish, previewQuestionnaire(manual, wish));
    });
  }

  private async wishOf(
    db: EntityManager,
    { tenantId }: PersonActor,
    manual: Manual,
    query: PreviewQuery,
    language: string,
  ): Promise<PreviewWish> {
    const { siteId, band = 'critical', audience } = query;
    if (siteId === undefined) {
      const { country = null, isic = null, workers = null, goods = null } = query;
      return { site: { country, sector: isic, workers, goods }, depth: depthOf(band), audience, returning: [], language };
    }
    const site = await previewedSite(db, tenantId, siteId);
    if (site === undefined) throw new DomainError('SITE_NOT_FOUND', 'not_found', 'There is no such site.');
    const basis = await this.bases.of(db, tenantId);
    const { profile, goods, failed } = site;
    const depth = depthOfSite({ manual, ...basis }, profile, this.clock.instant());
    const facts = { country: profile.country, sector: profile.isic, workers: profile.workers, goods };
    return { site: facts, depth, audience, returning: failed, language };
  }

  private async find(db: EntityManager, { tenantId }: PersonActor, looked: Looked): Promise<{ manual: Manual; draft: DraftRow | null }> {
    if ('version' in looked) {
      const { id, version } = looked.version;
      return { manual: (await this.manuals.version(db, tenantId, id, version)).body, draft: null };
    }
    const draft = await findDraft(db, tenantId, looked.draft);
    if (draft === undefined) throw draftNotFound();
    return { manual: manualOf(draft), draft };
  }

  private async earlier(db: EntityManager, { tenantId }: PersonActor, query: DiffQuery, draft: DraftRow | null): Promise<Manual | null> {
    const { fromId, fromVersion } = query;
    if (fromId !== undefined && fromVersion !== undefined) return (await this.manuals.version(db, tenantId, fromId, fromVersion)).body;
    if (draft === null || fromId !== undefined || fromVersion !== undefined) throw diffWithWhat();
    return (await this.reviews.previousOf(db, tenantId, draft))?.body ?? null;
  }
}

const pageOfListed = (changes: ReturnType<typeof compareManuals>, query: DiffQuery) => {
  const { items, next } = pageOfList(changes, query);
  return { items: items.map((change) => ({ ...change })), next };
};

/** What a first version is compared with. */
const nothingOf = (manual: Manual): Manual => ({ ...manual, title: {}, chapters: [], contradictions: [] });

const diffWithWhat = (): DomainError =>
  new DomainError('DIFF_WITH_WHAT', 'invalid', 'Name the version to compare with by fromId and fromVersion.', [
    { path: 'fromId', code: 'DIFF_WITH_WHAT', message: 'fromId and fromVersion are both needed' },
  ]);
