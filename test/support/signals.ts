import { untilIdle } from '../../src/demo/idle.js';
import { ScoringQueue } from '../../src/modules/scoring/scoring-queue.service.js';
import { systemOf } from '../../src/platform/auth/actor.js';
import { TenantDb } from '../../src/platform/db/tenant-db.js';
import { newId } from '../../src/platform/db/ids.js';
import { api, type Row } from './rounds.js';
import { makeSite, type TestSite } from './assessed-sites.js';
import type { SignedIn, World } from './world.js';

export interface Contribution {
  readonly factor: string;
  readonly ref: string | null;
  readonly points: number;
  readonly sentence: string;
}

export interface Score {
  readonly id: string;
  readonly residual: number;
  readonly contributions: readonly Contribution[];
}

export interface Signal {
  readonly id: string;
  readonly version: number;
  readonly visibility: string;
  readonly withdrawnAt: string | null;
  readonly findings: readonly { readonly id: string; readonly ruleId: string; readonly state: string; readonly zeroTolerance: boolean }[];
}

export interface Found {
  readonly id: string;
  readonly ruleId: string;
  readonly questionId: string | null;
  readonly signalId: string | null;
  readonly signalWithdrawn: boolean;
  readonly severity: string;
  readonly zeroTolerance: boolean;
  readonly isCase: boolean;
  readonly visibility: string;
  readonly state: string;
  readonly actionId: string;
  readonly version: number;
}

/** What an officer says of sites, and what becomes of it, through the API. */
export class Signals {
  private made = 0;

  constructor(
    private readonly world: World,
    public officer: SignedIn,
  ) {}

  today(): string {
    return this.world.clock.today();
  }

  async site(differences: { readonly isic?: string; readonly country?: string; readonly email?: string } = {}): Promise<TestSite> {
    const email = differences.email ?? `contact-${(this.made += 1)}@signals.example`;
    const { tenantId } = this.officer;
    const site = await makeSite(this.world, tenantId, `Told of ${newId<string>()}`, [{ email }], {
      isic: '62',
      country: 'SWE',
      ...differences,
    });
    const actor = systemOf(tenantId);
    await this.world.app.get(TenantDb).transaction(actor, (db) => this.world.app.get(ScoringQueue).request(db, actor, [site]));
    return site;
  }

  post(path: string, body: object, who: SignedIn = this.officer) {
    return this.world.as(who.token).post(api(path)).send(body);
  }

  async get<T>(path: string, who: SignedIn = this.officer): Promise<T> {
    return (await this.world.as(who.token).get(api(path)).expect(200)).body as T;
  }

  /** Enters what is said on today's day, and waits until the site is scored. */
  async enter(siteId: string, said: object): Promise<Signal> {
    const made = await this.post(`/sites/${siteId}/signals`, { observedOn: this.today(), text: 'Words for us alone.', ...said });
    if (made.status !== 201) throw new Error(`signal: ${made.status} ${made.text}`);
    await untilIdle(this.world.app);
    return made.body as Signal;
  }

  /** Moves a signal, with the version that stands. */
  async move(id: string, move: 'withdraw' | 'release' | 'hold'): Promise<Signal> {
    const { version } = await this.get<Signal>(`/signals/${id}`);
    const reason = move === 'withdraw' ? { reason: 'Entered for the wrong site.' } : {};
    const moved = await this.post(`/signals/${id}/${move}`, { version, ...reason });
    if (moved.status !== 200) throw new Error(`${move}: ${moved.status} ${moved.text}`);
    await untilIdle(this.world.app);
    return moved.body as Signal;
  }

  /** A site's score as it is computed now. */
  async score(siteId: string): Promise<Score> {
    await untilIdle(this.world.app);
    return this.get<Score>(`/sites/${siteId}/score`);
  }

  /** Points of a factor in a site's score, all of them together. */
  async points(siteId: string, factor: string): Promise<number> {
    const { contributions } = await this.score(siteId);
    return contributions.filter((one) => one.factor === factor).reduce((sum, { points }) => sum + points, 0);
  }

  async findings(siteId: string): Promise<readonly Found[]> {
    return (await this.get<{ items: readonly Found[] }>(`/findings?siteId=${siteId}&limit=200`)).items;
  }

  /** Brings the action of a finding to an end: one person does it, another verifies it, and for zero tolerance a third confirms it. */
  async close({ actionId, zeroTolerance }: Found, body: object, people: readonly [SignedIn, SignedIn, SignedIn]): Promise<void> {
    const [doer, verifier, confirmer] = people;
    const path = `/corrective-actions/${actionId}`;
    await this.post(`${path}/start`, { version: 1 }, doer).expect(200);
    await this.post(`${path}/submit`, { version: 2, rootCause: 'An old habit.', proof: 'It was seen.' }, doer).expect(200);
    const verified = await this.post(`${path}/verify`, { version: 3, method: 'third_party', report: 'Report 7', ...body }, verifier);
    if (verified.status !== 200) throw new Error(`verify: ${verified.status} ${verified.text}`);
    if (zeroTolerance) await this.post(`${path}/confirm`, { version: 4 }, confirmer).expect(200);
    await untilIdle(this.world.app);
  }

  async rows(sql: string, values: readonly unknown[]): Promise<Row[]> {
    return (await this.world.admin.query<Row>(sql, [...values])).rows;
  }
}
