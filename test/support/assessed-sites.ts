import type { EntityManager } from 'typeorm';
import { systemOf } from '../../src/platform/auth/actor.js';
import { newId } from '../../src/platform/db/ids.js';
import { TenantDb } from '../../src/platform/db/tenant-db.js';
import { Vault } from '../../src/platform/vault/vault.js';
import type { World } from './world.js';

export interface TestContact {
  readonly email: string;
  readonly name?: string;
  readonly language?: string;
}

export interface TestSite {
  readonly supplierId: string;
  readonly siteId: string;
  readonly contactIds: readonly string[];
}

/** A supplier with one site and its contacts, written straight into the rows: a garment factory in Bangladesh unless told otherwise. */
export function makeSite(
  world: World,
  tenantId: string,
  name: string,
  contacts: readonly TestContact[],
  differences: { readonly isic?: string; readonly country?: string; readonly status?: string } = {},
): Promise<TestSite> {
  const { isic = '14', country = 'BGD', status = 'active' } = differences;
  const [supplierId, siteId] = [newId<string>(), newId<string>()];
  return world.app.get(TenantDb).transaction(systemOf(tenantId), async (db) => {
    await db.query(
      `INSERT INTO supplier (tenant_id, id, name, name_key, country, status, created_at, updated_at) VALUES ($1, $2, $3, lower($3::text), $4, 'active', now(), now())`,
      [tenantId, supplierId, name, country],
    );
    await db.query(
      `INSERT INTO site (tenant_id, id, supplier_id, name, country, isic, goods_mode, status, identity_key, created_at, updated_at)
       VALUES ($1, $2, $3, $4, $5, $6, 'services', $7, $8, now(), now())`,
      [tenantId, siteId, supplierId, `${name} site`, country, isic, status, siteId],
    );
    const contactIds: string[] = [];
    for (const contact of contacts) contactIds.push(await addContact(world, db, tenantId, supplierId, contact));
    return { supplierId, siteId, contactIds };
  });
}

async function addContact(world: World, db: EntityManager, tenantId: string, supplierId: string, contact: TestContact): Promise<string> {
  const vault = world.app.get(Vault);
  const key = await vault.createKey(db, tenantId, 'contact', supplierId);
  const id = newId<string>();
  await db.query(
    `INSERT INTO contact (tenant_id, id, supplier_id, key_id, name_sealed, email_sealed, email_hash, language, status, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'active', now())`,
    [
      tenantId,
      id,
      supplierId,
      key.id,
      key.ring.seal(key.id, contact.name ?? 'A contact'),
      key.ring.seal(key.id, contact.email),
      vault.hash(tenantId, contact.email),
      contact.language ?? 'en',
    ],
  );
  return id;
}

interface ShownQuestion {
  readonly id: string;
  readonly type: string;
  readonly options: readonly { readonly id: string }[];
  readonly parts: readonly { readonly id: string }[];
}

interface Shown {
  readonly questionnaire: { readonly chapters: readonly { readonly questions: readonly ShownQuestion[] }[] };
  readonly answers: readonly { readonly question: string; readonly version: number; readonly state: string; readonly value: unknown }[];
  readonly toConfirm: readonly string[];
  readonly completeness: { readonly total: { readonly missing: readonly string[] } };
}

/** Some valid answer to a question. */
function someAnswer({ type, options, parts }: ShownQuestion): unknown {
  if (type === 'multiple') return [options[0]?.id];
  if (type === 'number' && parts.length > 0) return Object.fromEntries(parts.map(({ id }) => [id, 0]));
  if (type === 'number' || type === 'percent') return 0;
  if (type === 'date') return '2026-01-31';
  return type === 'text' ? 'Some words of ours.' : options[0]?.id;
}

/**
 * Answers everything that is asked and missing, through the API: with `given` where it names a question, else with some valid answer. What was
 * carried over and must be looked at one by one is said again.
 */
export async function answerMissing(world: World, token: string, given: Readonly<Record<string, unknown>> = {}): Promise<void> {
  for (;;) {
    const shown = (await world.as(token).get('/api/v1/respond')).body as Shown;
    const { missing } = shown.completeness.total;
    const again = shown.answers.filter(({ question }) => shown.toConfirm.includes(question));
    if (missing.length === 0 && again.length === 0) return;
    const questions = new Map(
      shown.questionnaire.chapters.flatMap((chapter) => chapter.questions.map((question) => [question.id, question] as const)),
    );
    const answers: object[] = missing.flatMap((id) => {
      const question = questions.get(id);
      return question === undefined ? [] : [{ question: id, state: 'answered', value: given[id] ?? someAnswer(question), version: 0 }];
    });
    answers.push(...again.map(({ question, state, value, version }) => ({ question, state, value, version })));
    const saved = await world.as(token).put('/api/v1/respond/answers').send({ answers });
    if (saved.status !== 200) throw new Error(`answers: ${saved.status} ${saved.text}`);
  }
}
