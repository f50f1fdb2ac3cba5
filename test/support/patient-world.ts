import { ScoreDueSitesWorker } from '../../src/modules/scoring/score-due-sites.worker.js';
import { type RescoringReason, ScoringQueue } from '../../src/modules/scoring/scoring-queue.service.js';
import { systemOf } from '../../src/platform/auth/actor.js';
import { TenantDb } from '../../src/platform/db/tenant-db.js';
import { type ManySites, makeManySites } from './many-sites.js';
import type { SignedIn, World } from './world.js';

/** A rescoring as the API shows it. */
export interface Rescoring {
  readonly id: string;
  readonly reason: string;
  readonly requestedBy: string | null;
  readonly total: number;
  readonly done: number;
  readonly changed: number;
  readonly failed: number;
  readonly handedOver: number;
  readonly finishedAt: string | null;
}
export interface Listed<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

/** A world without workers of its own, in which each test says when a worker comes. */
export class PatientWorld {
  constructor(readonly world: World) {}

  work(tenantId: string): Promise<void> {
    return this.world.app.get(ScoreDueSitesWorker).run({ tenantId });
  }

  async rows<T>(sql: string, params: readonly unknown[]): Promise<readonly T[]> {
    return (await this.world.admin.query(sql, [...params])).rows as T[];
  }

  async get<T>(buyer: SignedIn, path: string): Promise<T> {
    const { status, body, text } = await this.world.as(buyer.token).get(`/api/v1${path}`);
    if (status !== 200) throw new Error(`${path}: ${status} ${text}`);
    return body as T;
  }

  requestAll(tenantId: string, reason?: RescoringReason): Promise<string> {
    const actor = systemOf(tenantId);
    return this.world.app.get(TenantDb).transaction(actor, (db) => this.world.app.get(ScoringQueue).requestAll(db, actor, reason));
  }

  request(tenantId: string, siteId: string, supplierId: string): Promise<void> {
    const actor = systemOf(tenantId);
    return this.world.app
      .get(TenantDb)
      .transaction(actor, (db) => this.world.app.get(ScoringQueue).request(db, actor, [{ siteId, supplierId }]));
  }

  /** Stored scores look as if they came from another edition, so that each is stored anew. */
  async makeStale(tenantId: string): Promise<void> {
    await this.rows(`UPDATE score SET inputs_sha256 = 'of another edition' WHERE tenant_id = $1`, [tenantId]);
  }

  /** A buyer with so many sites, each scored once. */
  async buyerOf(
    slug: string,
    suppliers: number,
  ): Promise<{ readonly buyer: SignedIn; readonly tenantId: string; readonly sites: ManySites }> {
    const buyer = await this.world.signUp(slug);
    const sites = await makeManySites(this.world, buyer.tenantId, slug, suppliers, 1);
    await this.requestAll(buyer.tenantId);
    await this.work(buyer.tenantId);
    return { buyer, tenantId: buyer.tenantId, sites };
  }

  /** How many scores each site has had. */
  async scoresOf(tenantId: string): Promise<readonly number[]> {
    const found = await this.rows<{ n: number }>(
      `SELECT count(c.id)::integer AS n FROM site s LEFT JOIN score c ON c.tenant_id = s.tenant_id AND c.site_id = s.id
       WHERE s.tenant_id = $1 GROUP BY s.id ORDER BY s.id`,
      [tenantId],
    );
    return found.map(({ n }) => n);
  }
}
