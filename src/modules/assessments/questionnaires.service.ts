import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { depthOfSite } from '../../domain/assessment/depth-of-site.js';
import { canonicalJson } from '../../domain/ledger/canonical-json.js';
import { sha256Hex } from '../../domain/ledger/sha256.js';
import type { Depth } from '../../domain/manual/manual.js';
import { selectQuestions } from '../../domain/questionnaire/select-questions.js';
import type { SiteProfile } from '../../domain/scoring/site-facts.js';
import { Clock } from '../../platform/clock/clock.js';
import { ContentService } from '../content/content.service.js';
import { ManualsInForce } from '../content/manuals-in-force.service.js';
import { TranslationsInForce } from '../content/translations-in-force.service.js';
import type { FrozenQuestionnaire } from './questionnaires.queries.js';
import type { Audience } from './sending.queries.js';

/** Chooses the questions of each site: by its inherent risk, and those it once failed. */
@Injectable()
export class QuestionnairesService {
  constructor(
    private readonly content: ContentService,
    private readonly manuals: ManualsInForce,
    private readonly translations: TranslationsInForce,
    private readonly clock: Clock,
  ) {}

  /** By site id, from the manual in force. `failed` holds the ids of questions that come back, by site id. */
  async forSites(
    db: EntityManager,
    tenantId: string,
    sites: readonly { readonly siteId: string; readonly profile: SiteProfile }[],
    audience: Audience,
    failed: ReadonlyMap<string, readonly string[]>,
  ): Promise<ReadonlyMap<string, FrozenQuestionnaire>> {
    const [manual, methodology, indices] = await Promise.all([
      this.manuals.of(db, tenantId),
      this.content.methodology(),
      this.content.indices(),
    ]);
    const asked = await this.translations.over(db, tenantId, manual.body);
    const basis = { manual: manual.body, methodology: methodology.body, indices: indices.body };
    const asOf = this.clock.instant();
    const depthOf = remember((profile: SiteProfile): Depth => depthOfSite(basis, profile, asOf));
    const choose = remember(({ depth, returning }: { depth: Depth; returning: readonly string[] }): FrozenQuestionnaire => {
      const questionnaire = selectQuestions(asked, { sha256: manual.sha256, depth, audience, returning });
      return { questionnaireSha256: sha256Hex(canonicalJson(questionnaire)), questionnaire };
    });
    return new Map(sites.map(({ siteId, profile }) => [siteId, choose({ depth: depthOf(profile), returning: failed.get(siteId) ?? [] })]));
  }
}

/** Works once for equal arguments: ten thousand sites have few different profiles. */
function remember<A, B>(work: (argument: A) => B): (argument: A) => B {
  const known = new Map<string, B>();
  return (argument) => {
    const key = JSON.stringify(argument);
    const result = known.get(key) ?? work(argument);
    known.set(key, result);
    return result;
  };
}
