import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { depthOfSite } from '../../domain/assessment/depth-of-site.js';
import { canonicalJson } from '../../domain/ledger/canonical-json.js';
import { sha256Hex } from '../../domain/ledger/sha256.js';
import type { Depth, Manual, Question } from '../../domain/manual/manual.js';
import { answeringTime } from '../../domain/questionnaire/answering-time.js';
import { askedQuestions, selectQuestions } from '../../domain/questionnaire/select-questions.js';
import type { SiteProfile } from '../../domain/scoring/site-facts.js';
import { Clock } from '../../platform/clock/clock.js';
import type { Published } from '../content/content.service.js';
import { ManualsInForce } from '../content/manuals-in-force.service.js';
import { RiskBasis } from '../content/risk-basis.service.js';
import { TranslationsInForce } from '../content/translations-in-force.service.js';
import type { FrozenQuestionnaire } from './questionnaires.queries.js';
import type { Audience } from './sending.queries.js';

export interface SiteToQuestion {
  readonly siteId: string;
  readonly profile: SiteProfile;
}

/** What a questionnaire takes, roughly. */
export interface Effort {
  readonly questions: number;
  readonly minutes: { readonly least: number; readonly most: number };
}

export interface SiteOutline extends Effort {
  readonly siteId: string;
  readonly depth: Depth;
}

/** Chooses the questions of each site: by its inherent risk, and those it once failed. */
@Injectable()
export class QuestionnairesService {
  constructor(
    private readonly bases: RiskBasis,
    private readonly manuals: ManualsInForce,
    private readonly translations: TranslationsInForce,
    private readonly clock: Clock,
  ) {}

  /** By site id, from the manual given or the one in force. `failed` holds the ids of questions that come back, by site id. */
  async forSites(
    db: EntityManager,
    tenantId: string,
    sites: readonly SiteToQuestion[],
    audience: Audience,
    failed: ReadonlyMap<string, readonly string[]>,
    named: Published<Manual> | null = null,
  ): Promise<ReadonlyMap<string, FrozenQuestionnaire>> {
    const manual = named ?? (await this.manuals.of(db, tenantId));
    const asked = await this.translations.over(db, tenantId, manual.body);
    const depthOf = await this.depthBy(db, tenantId, manual);
    const choose = remember(({ depth, returning }: { depth: Depth; returning: readonly string[] }): FrozenQuestionnaire => {
      const questionnaire = selectQuestions(asked, { sha256: manual.sha256, depth, audience, returning });
      return { questionnaireSha256: sha256Hex(canonicalJson(questionnaire)), questionnaire };
    });
    return new Map(sites.map(({ siteId, profile }) => [siteId, choose({ depth: depthOf(profile), returning: failed.get(siteId) ?? [] })]));
  }

  /** How deep each site would be questioned, and what each depth takes; questions that come back are left out. */
  async outline(
    db: EntityManager,
    tenantId: string,
    manual: Published<Manual>,
    sites: readonly SiteToQuestion[],
    audience: Audience,
  ): Promise<readonly SiteOutline[]> {
    const depthOf = await this.depthBy(db, tenantId, manual);
    const effortOf = remember((depth: Depth): Effort => {
      const asked = askedQuestions(selectQuestions(manual.body, { sha256: manual.sha256, depth, audience, returning: [] }));
      return effort(asked, audience, manual.body.baseLanguage);
    });
    return sites.map(({ siteId, profile }) => {
      const depth = depthOf(profile);
      return { siteId, depth, ...effortOf(depth) };
    });
  }

  private async depthBy(db: EntityManager, tenantId: string, manual: Published<Manual>): Promise<(profile: SiteProfile) => Depth> {
    const basis = { manual: manual.body, ...(await this.bases.of(db, tenantId)) };
    const asOf = this.clock.instant();
    return remember((profile: SiteProfile): Depth => depthOfSite(basis, profile, asOf));
  }
}

/** The least: what is asked in any case, without documents; the most: everything, with every document. */
function effort(asked: readonly Question[], audience: Audience, language: string): Effort {
  const times = asked.map((question) => ({ always: question.visible === null, ...answeringTime(question, audience, language, language) }));
  const least = times.reduce((sum, time) => sum + (time.always ? time.least : 0), 0);
  const most = times.reduce((sum, time) => sum + time.most, 0);
  return { questions: asked.length, minutes: { least: Math.ceil(least / 60), most: Math.ceil(most / 60) } };
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
