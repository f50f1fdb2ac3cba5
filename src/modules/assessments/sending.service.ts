import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Manual } from '../../domain/manual/manual.js';
import { addDays, dayOf, type IsoDate } from '../../domain/shared/instant.js';
import type { PersonActor, SystemActor } from '../../platform/auth/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { TenantDb } from '../../platform/db/tenant-db.js';
import type { Published } from '../content/content.service.js';
import { ScoringQueue } from '../scoring/scoring-queue.service.js';
import { QuestionnairesService, type SiteOutline } from './questionnaires.service.js';
import { dateRefused, realDay } from './real-day.js';
import { RoundsService } from './rounds.service.js';
import type { SendAssessmentsDto, SendingView, SkipCode } from './sending.dto.js';
import {
  activeContacts,
  answerDays,
  type Audience,
  failedQuestions,
  sitesToAsk,
  sitesWithOpenRound,
  type SiteToAsk,
} from './sending.queries.js';

const DEFAULT_DAYS = 30;

/** What is to be sent, and to whom. */
export interface SendRequest {
  readonly siteIds: readonly string[];
  /** null: by the tenant's policy. */
  readonly dueOn: IsoDate | null;
  readonly origin: 'officer' | 'reassessment';
  /** Left out: `supplier`. */
  readonly audience?: Audience;
  /** The planned reassessment that a site's round fulfils. */
  readonly reassessmentDueOn?: ReadonlyMap<string, IsoDate>;
  /** The campaign that the rounds are part of. */
  readonly campaignId?: string;
  /** Who is told that nobody answers; left out: whoever sends. */
  readonly sentBy?: string;
  /** Left out: the manual in force. */
  readonly manual?: Published<Manual>;
}

/** Who of the sites can be asked. */
interface Judged {
  readonly asked: readonly SiteToAsk[];
  /** null where none are needed. */
  readonly contacts: ReadonlyMap<string, readonly string[]> | null;
  /** Why a site cannot be asked, by site id. */
  readonly refused: Map<string, SkipCode>;
}

/** What a sending would do. */
export interface SendingOutline {
  readonly asked: readonly SiteOutline[];
  readonly skipped: readonly { readonly siteId: string; readonly code: SkipCode }[];
}

/** Sends rounds to any number of sites at once; a site that cannot be asked is named with its reason and stops nobody. */
@Injectable()
export class SendingService {
  constructor(
    private readonly db: TenantDb,
    private readonly questionnaires: QuestionnairesService,
    private readonly rounds: RoundsService,
    private readonly scoring: ScoringQueue,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError DATE_INVALID, DUE_DATE_PAST */
  send(actor: PersonActor, { siteIds, dueOn, audience }: SendAssessmentsDto): Promise<SendingView> {
    const due = dueOn === undefined ? null : realDay(dueOn, 'dueOn');
    if (due !== null && due < this.clock.today())
      throw dateRefused('DUE_DATE_PAST', 'dueOn', 'The day by which to answer is over already.');
    return this.db.transaction(actor, (db) => this.sendWithin(db, actor, { siteIds, dueOn: due, origin: 'officer', audience }));
  }

  /** Set-based and safe to call at the same moment for the same sites: exactly one round comes into being. */
  async sendWithin(db: EntityManager, actor: PersonActor | SystemActor, request: SendRequest): Promise<SendingView> {
    const { tenantId } = actor;
    const audience = request.audience ?? 'supplier';
    const siteIds = [...new Set(request.siteIds.map((id) => id.toLowerCase()))];
    const { asked, contacts, refused } = await this.judge(db, tenantId, siteIds, audience);
    const failed = await failedQuestions(db, tenantId, siteIds);
    const questionnaires = await this.questionnaires.forSites(db, tenantId, asked, audience, failed, request.manual);
    const opened = await this.rounds.openWithin(
      db,
      actor,
      {
        audience,
        dueOn: request.dueOn ?? (await this.defaultDueDate(db, tenantId)),
        origin: request.origin,
        campaignId: request.campaignId ?? null,
        sentBy: request.sentBy ?? (actor.kind === 'person' ? actor.personId : null),
      },
      asked.flatMap(({ siteId, supplierId }) => {
        const frozen = questionnaires.get(siteId);
        const reassessmentDueOn = request.reassessmentDueOn?.get(siteId) ?? null;
        return frozen === undefined
          ? []
          : [{ ...frozen, siteId, supplierId, contactIds: contacts?.get(supplierId) ?? [], reassessmentDueOn }];
      }),
    );
    for (const { siteId } of asked) if (!opened.has(siteId)) refused.set(siteId, 'ALREADY_OPEN');
    if (audience === 'supplier') {
      await this.scoring.request(
        db,
        actor,
        asked.filter(({ siteId }) => opened.has(siteId)).map(({ siteId, supplierId }) => ({ siteId, supplierId })),
      );
    }
    return {
      sent: [...opened].map(([siteId, assessmentId]) => ({ siteId, assessmentId })),
      skipped: [...refused].map(([siteId, code]) => ({ siteId, code })),
    };
  }

  /** Whom a sending to these sites would reach and whom not, judged as the sending itself does. Nothing is written. */
  async outlineWithin(
    db: EntityManager,
    tenantId: string,
    siteIds: readonly string[],
    audience: Audience,
    manual: Published<Manual>,
  ): Promise<SendingOutline> {
    const { asked, refused } = await this.judge(db, tenantId, siteIds, audience);
    return {
      asked: await this.questionnaires.outline(db, tenantId, manual, asked, audience),
      skipped: [...refused].map(([siteId, code]) => ({ siteId, code })),
    };
  }

  private async judge(db: EntityManager, tenantId: string, siteIds: readonly string[], audience: Audience): Promise<Judged> {
    const sites = await sitesToAsk(db, tenantId, siteIds);
    const open = await sitesWithOpenRound(db, tenantId, siteIds, audience);
    const contacts = audience === 'buyer' ? null : await activeContacts(db, tenantId, suppliersOf(sites));
    const refused = refusalsOf(siteIds, sites, open, contacts);
    return { asked: sites.filter(({ siteId }) => !refused.has(siteId)), contacts, refused };
  }

  /** The day by which to answer where nobody names one. */
  async defaultDueDate(db: EntityManager, tenantId: string): Promise<IsoDate> {
    return dayOf(addDays(this.clock.today(), (await answerDays(db, tenantId)) ?? DEFAULT_DAYS));
  }
}

const suppliersOf = (sites: readonly SiteToAsk[]): readonly string[] => sites.map(({ supplierId }) => supplierId);

/** Why a site cannot be asked, by site id. `contacts` is null where none are needed. */
function refusalsOf(
  siteIds: readonly string[],
  sites: readonly SiteToAsk[],
  open: ReadonlySet<string>,
  contacts: ReadonlyMap<string, readonly string[]> | null,
): Map<string, SkipCode> {
  const known = new Map(sites.map((site) => [site.siteId, site]));
  const codeOf = (siteId: string): SkipCode | null => {
    const site = known.get(siteId);
    if (site === undefined) return 'SITE_NOT_FOUND';
    if (site.archived) return 'SITE_ARCHIVED';
    if (open.has(siteId)) return 'ALREADY_OPEN';
    return contacts !== null && !contacts.has(site.supplierId) ? 'NO_CONTACT' : null;
  };
  return new Map(
    siteIds.flatMap((siteId) => {
      const code = codeOf(siteId);
      return code === null ? [] : [[siteId, code] as const];
    }),
  );
}
