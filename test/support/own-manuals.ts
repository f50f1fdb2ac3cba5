import type { Manual, Question } from '../../src/domain/manual/manual.js';
import { contentHash } from '../../src/domain/manual/content-hash.js';
import { ContentService } from '../../src/modules/content/content.service.js';
import { systemOf } from '../../src/platform/auth/actor.js';
import { newId } from '../../src/platform/db/ids.js';
import { TenantDb } from '../../src/platform/db/tenant-db.js';
import type { World } from './world.js';

/** What differs from the shipped manual. */
export interface OwnManual {
  readonly id: string;
  readonly version: string;
  readonly family?: string;
  readonly state?: 'published' | 'retired';
  readonly questions?: (questions: readonly Question[], chapter: number) => readonly Question[];
}

/** A manual of the tenant's own, made from the shipped one and written straight into the rows. @returns the id of its row */
export async function storeOwnManual(world: World, tenantId: string, own: OwnManual): Promise<string> {
  const { questions = (same) => same, state = 'published' } = own;
  const shipped = (await world.app.get(ContentService).manual()).body;
  const body: Manual = {
    ...shipped,
    id: own.id,
    version: own.version,
    family: own.family ?? shipped.family,
    chapters: shipped.chapters.map((chapter) => ({ ...chapter, questions: questions(chapter.questions, chapter.number) })),
  };
  const id = newId<string>();
  const [person] = (await world.admin.query<{ id: string }>('SELECT id FROM person WHERE tenant_id = $1 LIMIT 1', [tenantId])).rows;
  await world.app.get(TenantDb).transaction(systemOf(tenantId), (db) =>
    db.query(
      `INSERT INTO tenant_manual (tenant_id, id, manual_id, version, family, state, body, sha256, created_by, created_at, updated_at, published_at, retired_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, now(), now(), now(), CASE WHEN $6 = 'retired' THEN now() END)`,
      [tenantId, id, own.id, own.version, body.family, state, JSON.stringify(body), contentHash(body), person?.id],
    ),
  );
  return id;
}

/** From now on the tenant goes by this manual. */
export async function putInForce(world: World, tenantId: string, rowId: string): Promise<void> {
  await world.admin.query(
    `INSERT INTO manual_choice (tenant_id, tenant_manual_id, chosen_by, chosen_at)
     SELECT tenant_id, id, created_by, now() FROM tenant_manual WHERE tenant_id = $1 AND id = $2
     ON CONFLICT (tenant_id) DO UPDATE SET tenant_manual_id = excluded.tenant_manual_id`,
    [tenantId, rowId],
  );
}
