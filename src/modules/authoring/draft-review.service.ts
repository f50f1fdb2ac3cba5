import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { compareManuals, rewordedQuestions } from '../../domain/manual/compare-manuals.js';
import { type Manual, questionsOf } from '../../domain/manual/manual.js';
import type { ManualChange } from '../../domain/manual/manual-change.js';
import { settleTranslations, type Settled } from '../../domain/manual/settle-translations.js';
import { compareVersions, isHighEnough, nextVersion, versionStep } from '../../domain/manual/version-step.js';
import type { Problem } from '../../domain/shared/domain-error.js';
import type { PersonActor } from '../../platform/auth/actor.js';
import { checkManualBody } from '../../platform/content/check-manual-body.js';
import { shippedSources } from '../../platform/content/content-folders.js';
import { readSchemas } from '../../platform/content/schemas.js';
import { TenantDb } from '../../platform/db/tenant-db.js';
import { ContentService, type Published } from '../content/content.service.js';
import { ManualsInForce } from '../content/manuals-in-force.service.js';
import { MethodsInForce } from '../content/methods-in-force.service.js';
import { floorWarnings } from './floor-warnings.js';
import type { DraftProblemsView } from './drafts.dto.js';
import { type DraftRow, findDraft, ownVersions } from './drafts.queries.js';
import { manualOf } from './drafts.view.js';
import { lastWordings } from './published.queries.js';
import { draftNotFound } from './refusals.js';

/** What is to be known of a draft before it is published. */
export interface DraftReview {
  readonly manual: Manual;
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
  /** The version it takes over from; null: it is the first of its family. */
  readonly previous: Published<Manual> | null;
  readonly leastVersion: string | null;
  /** Ids of questions with other words and the same meaning. */
  readonly reworded: readonly string[];
  readonly settled: Settled;
}

/** Checks drafts: by the schemas and the manual's rules, and against the version they take over from. */
@Injectable()
export class DraftReviewService {
  constructor(
    private readonly db: TenantDb,
    private readonly content: ContentService,
    private readonly manuals: ManualsInForce,
    private readonly methods: MethodsInForce,
  ) {}

  /** @throws DomainError DRAFT_NOT_FOUND */
  problems(actor: PersonActor, id: string): Promise<DraftProblemsView> {
    return this.db.transaction(actor, async (db) => {
      const draft = await findDraft(db, actor.tenantId, id);
      if (draft === undefined) throw draftNotFound();
      const { problems, warnings, previous, leastVersion, reworded } = await this.review(db, actor.tenantId, draft);
      return {
        revision: draft.revision,
        problems: [...problems],
        warnings: [...warnings],
        comparedWith: previous === null ? null : { id: previous.id, version: previous.version },
        leastVersion,
        reworded: [...reworded],
      };
    });
  }

  async review(db: EntityManager, tenantId: string, draft: DraftRow): Promise<DraftReview> {
    const [check, library] = await Promise.all([readSchemas(shippedSources.schemaFolder), this.content.library()]);
    const methodology = await this.methods.of(db, tenantId);
    const checked = checkManualBody(check, draft.body, library.body.actions);
    const manual = manualOf(draft);
    const previous = await this.previousOf(db, tenantId, draft);
    const changes = previous === null ? [] : compareManuals(previous.body, manual);
    const step = versionStep(changes);
    const leastVersion = previous === null ? null : nextVersion(previous.version, step);
    const tooLow = previous !== null && !isHighEnough(previous.version, draft.version, step);
    const settled = previous === null ? { manual, dropped: [], unreviewed: [] } : settleTranslations(previous.body, manual);
    return {
      manual,
      problems: [...checked.problems, ...(tooLow ? [versionTooLow(step, leastVersion ?? '')] : [])],
      warnings: [...floorWarnings(methodology.body, manual), ...translationWarnings(settled)],
      previous,
      leastVersion,
      reworded: await this.reworded(db, tenantId, manual, previous?.body ?? null, changes),
      settled,
    };
  }

  /** The highest version published under its id, else the version it was begun from. */
  async previousOf(db: EntityManager, tenantId: string, { manualId, basedOn }: DraftRow): Promise<Published<Manual> | null> {
    const published = (await ownVersions(db, tenantId, manualId)).filter(({ state }) => state !== 'draft').map(({ version }) => version);
    const highest = published.sort(compareVersions).at(-1);
    if (highest !== undefined) return this.manuals.version(db, tenantId, manualId, highest);
    return basedOn === null ? null : this.manuals.version(db, tenantId, basedOn.id, basedOn.version);
  }

  /** A question that the version before does not have may be one that an earlier one had: its answers come back with it. */
  private async reworded(
    db: EntityManager,
    tenantId: string,
    manual: Manual,
    previous: Manual | null,
    changes: readonly ManualChange[],
  ): Promise<readonly string[]> {
    const known = new Set((previous === null ? [] : questionsOf(previous)).map(({ id }) => id));
    const fresh = questionsOf(manual).filter(({ id }) => !known.has(id));
    const earlier = await lastWordings(
      db,
      tenantId,
      manual.family,
      fresh.map(({ id }) => id),
    );
    const back = new Set(earlier.map(({ id }) => id));
    const only = (questions: Manual['chapters'][number]['questions']): Manual => ({
      ...manual,
      contradictions: [],
      chapters: [{ id: 'all', number: 0, title: {}, intro: {}, questions }],
    });
    const returning = compareManuals(only(earlier), only(fresh.filter(({ id }) => back.has(id))));
    return [...new Set([...rewordedQuestions(changes), ...rewordedQuestions(returning)])];
  }
}

const versionTooLow = (step: string, least: string): Problem => ({
  path: 'version',
  code: 'VERSION_STEP',
  message: `The changes ask for a ${step} step: the version is ${least} at least.`,
});

const translationWarnings = ({ dropped, unreviewed }: Settled): Problem[] => [
  ...dropped.map(({ place, language }) => ({
    path: place,
    code: 'TRANSLATION_DROPPED',
    message: `The text in "${language}" still asks the earlier question: it is left out when this is published.`,
  })),
  ...unreviewed.map(({ place, language }) => ({
    path: place,
    code: 'TRANSLATION_UNREVIEWED',
    message: `The text reads differently now and the one in "${language}" does not: it counts as unreviewed when this is published.`,
  })),
];
