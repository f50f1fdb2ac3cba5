import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { OpenAPIObject } from '@nestjs/swagger';
import type { Response } from 'supertest';
import type { RespondentActor } from '../../src/platform/auth/actor.js';
import { systemOf } from '../../src/platform/auth/actor.js';
import type { Access } from '../../src/platform/auth/allow.decorator.js';
import { TenantDb } from '../../src/platform/db/tenant-db.js';
import { describeApi } from '../../src/platform/http/openapi.js';
import { untilIdle } from '../../src/demo/idle.js';
import { type ExampleBody, exampleBody, type KnownValues } from '../support/example-bodies.js';
import { fillTenant, type FilledSupplier, type FilledTenant } from '../support/filled-tenant.js';
import { addressOf, type Route, routesOf } from '../support/routes.js';
import { World } from '../support/world.js';

/** Every route there is, tried by those who may not: without a sign-in, in the wrong role, in another tenant, for another supplier. */

let world: World;
let document: OpenAPIObject;
let routes: readonly Route[];
let ours: FilledTenant;
let theirs: FilledTenant;

beforeAll(async () => {
  world = await World.start();
  document = await describeApi(world.app);
  routes = routesOf(world.app);
  ours = await fillTenant(world, 'isolation-ours');
  theirs = await fillTenant(world, 'isolation-theirs');
}, 180_000);
afterAll(() => world.stop());

const PERSONS = ['admin', 'officer', 'auditor'] as const;
const ACCESSES: readonly Access[] = [...PERSONS, 'respondent'];
const CONTENT = /^\/(manuals|mail-templates)\//;

const isPublic = ({ allowed }: Route): boolean => allowed?.includes('public') === true;
const hasIds = ({ path }: Route): boolean => path.includes(':') && !CONTENT.test(path);
const tokenOf = (tenant: FilledTenant, access: Access): string =>
  access === 'respondent' ? tenant.suppliers[0].token : tenant[access as (typeof PERSONS)[number]].token;

/** Values for bodies that make them as right as can be, with every id being one of this tenant or supplier. */
const bodyValues = (tenant: FilledTenant, supplier: FilledSupplier = tenant.suppliers[0]): KnownValues => ({
  supplierId: supplier.supplierId,
  siteId: supplier.siteId,
  siteIds: [supplier.siteId],
  suppliedId: supplier.supplierId,
  upstreamId: tenant.suppliers[1].supplierId,
  contactId: supplier.contactId,
  onBehalfOf: supplier.contactId,
  assessmentId: supplier.assessmentId,
  ownerId: tenant.ids['people'],
  personId: tenant.ids['people'],
  country: 'BGD',
  language: 'en',
  languages: ['en'],
  currency: 'EUR',
  isic: '14',
  password: 'a long enough password',
  question: 'S1',
  questionId: 'S1',
  version: 1,
});

async function call(route: Route, address: string, token: string | null, body: ExampleBody | null): Promise<Response> {
  const request = token === null ? world.http[route.verb](address) : world.as(token)[route.verb](address);
  if (body === null) return request;
  if (!body.multipart) return request.send(body.fields);
  let form = request.attach('file', Buffer.from('name,country\nA,DE\n'), { filename: 'file.csv', contentType: 'text/csv' });
  for (const [name, value] of Object.entries(body.fields)) form = form.field(name, String(value));
  return form;
}

const tellOf = (route: Route, answer: Response): string =>
  `${route.name} ${answer.status} ${(answer.body as { code?: string }).code ?? ''}`.trim();

/** A fingerprint of all rows of a tenant, table by table. */
async function rowsOf(tenantId: string): Promise<Record<string, string>> {
  const { rows: tables } = await world.admin.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'tenant_id' ORDER BY 1`,
  );
  const prints: Record<string, string> = {};
  for (const { name } of tables) {
    const { rows } = await world.admin.query<{ print: string }>(
      `SELECT count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' ORDER BY t::text)), '') AS print FROM ${name} t WHERE tenant_id = $1`,
      [tenantId],
    );
    prints[name] = rows[0]?.print ?? '';
  }
  return prints;
}

/** All ids of rows of a tenant, and all names that it gave. */
async function marksOf(tenant: FilledTenant): Promise<readonly string[]> {
  const { rows: tables } = await world.admin.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'id' AND data_type = 'uuid'`,
  );
  const marks = [tenant.admin.slug, tenant.admin.tenantId];
  for (const { name } of tables) {
    const { rows } = await world.admin.query<{ id: string }>(`SELECT id FROM ${name} WHERE tenant_id = $1`, [tenant.admin.tenantId]);
    marks.push(...rows.map(({ id }) => id));
  }
  return marks;
}

const leaks = (answer: Response, marks: readonly string[]): readonly string[] => {
  const text = `${answer.text} ${JSON.stringify(answer.headers)}`;
  return marks.filter((mark) => text.includes(mark));
};

describe('every route', () => {
  it('is found: the walk sees what the OpenAPI document names', () => {
    const documented = Object.entries(document.paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((verb) => `${verb.toUpperCase()} ${path.replace('/api/v1', '').replaceAll(/\{(\w+)\}/g, ':$1')}`),
    );
    expect(routes.map(({ name }) => name)).toEqual(documented.sort());
    expect(routes.length).toBeGreaterThan(60);
  });

  it('says who may call it', () => {
    expect(routes.filter(({ allowed }) => allowed === undefined || allowed.length === 0).map(({ name }) => name)).toEqual([]);
  });

  it('is open to everyone only where nobody can have signed in yet', () => {
    expect(routes.filter(isPublic).map(({ name }) => name)).toEqual([
      'GET /files/:token',
      'GET /health/live',
      'GET /health/ready',
      'GET /worker-survey/:token',
      'GET /worker-survey/:token/form',
      'POST /auth/refresh',
      'POST /auth/sign-in',
      'POST /people/invitations/accept',
      'POST /respond/new-link',
      'POST /tenants',
      'POST /worker-survey/:token',
      'POST /worker-survey/:token/form',
    ]);
  });

  it('never lets an auditor change anything but their own sign-in', () => {
    const changing = routes.filter(({ verb, allowed }) => verb !== 'get' && allowed?.includes('auditor') === true);
    expect(changing.map(({ name }) => name)).toEqual(['POST /auth/password', 'POST /auth/sign-out']);
  });

  it('never mixes what a supplier may do with what our people may do', () => {
    const ofSuppliers = ({ allowed = [] }: Route) => allowed.includes('respondent') || allowed.includes('delegate');
    const mixed = routes.filter((route) => ofSuppliers(route) && route.allowed?.some((one) => one !== 'respondent' && one !== 'delegate'));
    expect(mixed.map(({ name }) => name)).toEqual([]);
  });

  it('refuses whoever has not signed in, or has come with somebody’s made-up token', async () => {
    const tokens = [null, 'nonsense', `plk_${ours.admin.tenantId}.${ours.ids['links']}.${'x'.repeat(43)}`, `${ours.admin.token}x`];
    const wrong: string[] = [];
    for (const route of routes.filter((one) => !isPublic(one))) {
      for (const token of tokens) {
        const answer = await call(route, addressOf(route.path, ours.ids), token, null);
        if (answer.status !== 401) wrong.push(tellOf(route, answer));
      }
    }
    expect(wrong).toEqual([]);
  });

  it('refuses every role that it does not name', async () => {
    const before = await rowsOf(ours.admin.tenantId);
    const wrong: string[] = [];
    for (const route of routes.filter((one) => !isPublic(one))) {
      for (const access of ACCESSES.filter((one) => route.allowed?.includes(one) !== true)) {
        const body = exampleBody(document, route.verb, route.path, bodyValues(ours));
        const answer = await call(route, addressOf(route.path, ours.ids), tokenOf(ours, access), body);
        if (answer.status !== 403) wrong.push(`${access}: ${tellOf(route, answer)}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(await rowsOf(ours.admin.tenantId)).toEqual(before);
  });
});

describe('one tenant', () => {
  it('reads its own things at every address that carries an id, so that the refusals below mean something', async () => {
    const wrong: string[] = [];
    for (const route of routes.filter((one) => one.verb === 'get' && hasIds(one) && one.allowed?.includes('officer') === true)) {
      const answer = await call(route, addressOf(route.path, ours.ids), ours.officer.token, null);
      if (answer.status !== 200) wrong.push(tellOf(route, answer));
    }
    expect(wrong).toEqual([]);
  });

  it('finds nothing of another one’s at any address that carries an id, and changes nothing there', async () => {
    const before = await rowsOf(ours.admin.tenantId);
    const marks = await marksOf(ours);
    const wrong: string[] = [];
    for (const route of routes.filter((one) => hasIds(one) && !isPublic(one))) {
      for (const access of ACCESSES.filter((one) => route.allowed?.includes(one) === true)) {
        const body = exampleBody(document, route.verb, route.path, bodyValues(ours));
        const answer = await call(route, addressOf(route.path, ours.ids), tokenOf(theirs, access), body);
        if (answer.status !== 404) wrong.push(`${access}: ${tellOf(route, answer)} ${answer.text}`);
        const leaked = leaks(answer, marks);
        if (leaked.length > 0) wrong.push(`${access}: ${tellOf(route, answer)} tells ${leaked.join(', ')}`);
      }
    }
    await untilIdle(world.app);
    expect(wrong).toEqual([]);
    expect(await rowsOf(ours.admin.tenantId)).toEqual(before);
  }, 120_000);

  it('cannot bring another one’s ids in by a body', async () => {
    const before = await rowsOf(ours.admin.tenantId);
    const sent = Object.values(ours.ids);
    const marks = (await marksOf(ours)).filter((mark) => !sent.includes(mark));
    const wrong: string[] = [];
    const tried: string[] = [];
    const skip = ['POST /auth/password', 'POST /auth/sign-out', 'DELETE /people/:id', 'POST /people/:id/disable'];
    for (const route of routes.filter((one) => one.verb !== 'get' && !isPublic(one) && !skip.includes(one.name))) {
      const body = exampleBody(document, route.verb, route.path, bodyValues(ours));
      const carriesIds = body !== null && sent.some((id) => JSON.stringify(body.fields).includes(id));
      if (!carriesIds) continue;
      tried.push(route.name);
      const access = ACCESSES.find((one) => route.allowed?.includes(one) === true) ?? 'admin';
      const answer = await call(route, addressOf(route.path, theirs.ids), tokenOf(theirs, access), body);
      const skippedAll =
        route.name === 'POST /assessments' &&
        JSON.stringify(answer.body) === JSON.stringify({ sent: [], skipped: [{ siteId: ours.ids['sites'], code: 'SITE_NOT_FOUND' }] });
      if (answer.status < 400 && !skippedAll) wrong.push(`${tellOf(route, answer)} ${answer.text}`);
      const leaked = leaks(answer, marks);
      if (leaked.length > 0) wrong.push(`${tellOf(route, answer)} tells ${leaked.join(', ')}`);
    }
    await untilIdle(world.app);
    expect(tried).toEqual(expect.arrayContaining(['POST /assessments', 'PUT /suppliers/:id/relationship']));
    expect(wrong).toEqual([]);
    expect(await rowsOf(ours.admin.tenantId)).toEqual(before);
  });

  it('sees nothing of another one in any list or export', async () => {
    const marks = await marksOf(ours);
    const wrong: string[] = [];
    for (const route of routes.filter((one) => one.verb === 'get' && !one.path.includes(':') && !isPublic(one))) {
      for (const access of ACCESSES.filter((one) => route.allowed?.includes(one) === true)) {
        const answer = await call(route, addressOf(route.path, theirs.ids), tokenOf(theirs, access), null);
        const leaked = leaks(answer, marks);
        if (answer.status !== 200 || leaked.length > 0) wrong.push(`${access}: ${tellOf(route, answer)} tells ${leaked.join(', ')}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('sees in the database itself no row of another one, in any table, and all tables hold some', async () => {
    const prints = await rowsOf(ours.admin.tenantId);
    const empty = Object.entries(prints).filter(([, print]) => print.startsWith('0 '));
    expect(empty.map(([table]) => table)).toEqual([]);
    const seen = await world.app.get(TenantDb).transaction(systemOf(theirs.admin.tenantId), async (db) => {
      const found: string[] = [];
      for (const table of Object.keys(prints)) {
        const rows: unknown[] = await db.query(`SELECT 1 FROM ${table} WHERE tenant_id = $1 LIMIT 1`, [ours.admin.tenantId]);
        if (rows.length > 0) found.push(table);
      }
      return found;
    });
    expect(seen).toEqual([]);
  });
});

describe('one supplier’s contact', () => {
  it('finds nothing of another supplier at any address it may use, and changes nothing there', async () => {
    const [first, second] = ours.suppliers;
    const before = await rowsOf(ours.admin.tenantId);
    const marks = [
      second.supplierId,
      second.siteId,
      second.assessmentId,
      second.evidenceId,
      second.contactId,
      'Supplier 2',
      'Works 2',
      'Person 2',
    ];
    const { rows } = await world.admin.query<{ id: string }>('SELECT id FROM corrective_action WHERE supplier_id = $1 LIMIT 1', [
      first.supplierId,
    ]);
    expect(rows).toHaveLength(1);
    const wrong: string[] = [];
    for (const route of routes.filter((one) => one.allowed?.includes('respondent') === true && hasIds(one))) {
      // The first supplier has answered and has a plan; the second one asks for its evidence and its actions.
      const address = addressOf(route.path, { ...ours.ids, evidence: first.evidenceId, plan: rows[0]?.id ?? '' });
      const body = exampleBody(document, route.verb, route.path, bodyValues(ours));
      const answer = await call(route, address, second.token, body);
      if (answer.status !== 404) wrong.push(`${tellOf(route, answer)} ${answer.text}`);
    }
    for (const route of routes.filter((one) => one.allowed?.includes('respondent') === true && one.verb === 'get' && !hasIds(one))) {
      const answer = await call(route, addressOf(route.path, ours.ids), first.token, null);
      const leaked = leaks(answer, marks);
      if (answer.status !== 200 || leaked.length > 0) wrong.push(`${tellOf(route, answer)} tells ${leaked.join(', ')}`);
    }
    expect(wrong).toEqual([]);
    expect(await rowsOf(ours.admin.tenantId)).toEqual(before);
  });

  it('reads its own evidence and plan, so that the refusals above mean something', async () => {
    const [first] = ours.suppliers;
    await world.as(first.token).get(`/api/v1/respond/evidence/${first.evidenceId}/url`).expect(200);
    const plan = await world.as(first.token).get('/api/v1/respond/plan').expect(200);
    expect(JSON.stringify(plan.body)).toContain(ours.ids['plan']);
  });

  it('sees in the database itself no other supplier’s row, and no row that says whether one exists', async () => {
    const [first] = ours.suppliers;
    const { rows: tables } = await world.admin.query<{ name: string; column: string }>(
      `SELECT c.relname AS name, CASE c.relname WHEN 'supplier' THEN 'id' ELSE 'supplier_id' END AS "column" FROM pg_class c
       WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname NOT IN ('tenant', 'tenant_method', 'content_version', 'schema_migration', 'questionnaire')
       AND has_any_column_privilege('plumbline_respondent', c.oid, 'SELECT')`,
    );
    expect(tables.length).toBeGreaterThan(8);
    const actor = {
      kind: 'contact',
      tenantId: ours.admin.tenantId,
      supplierId: first.supplierId,
      contactId: first.contactId,
      assessmentId: first.assessmentId,
    } as RespondentActor;
    const seen = await world.app.get(TenantDb).transaction(actor, async (db) => {
      const others: string[] = [];
      for (const { name, column } of tables) {
        const rows: unknown[] = await db.query(`SELECT 1 FROM ${name} WHERE ${column} IS DISTINCT FROM $1 LIMIT 1`, [first.supplierId]);
        if (rows.length > 0) others.push(name);
      }
      return others;
    });
    expect(seen).toEqual([]);
  });

  it('sees in the database itself only the questions that it was asked', async () => {
    const [{ supplierId, contactId, assessmentId }] = ours.suppliers;
    const { tenantId } = ours.admin;
    await world.admin.query(
      `INSERT INTO questionnaire (tenant_id, sha256, body, asked, created_at) VALUES ($1, 'of-another', '{}', '{}', now())`,
      [tenantId],
    );
    const { rows } = await world.admin.query<{ sha256: string }>(
      'SELECT DISTINCT questionnaire_sha256 AS sha256 FROM assessment WHERE supplier_id = $1',
      [supplierId],
    );
    const actor = { kind: 'contact', tenantId, supplierId, contactId, assessmentId } as RespondentActor;
    const seen: { sha256: string }[] = await world.app
      .get(TenantDb)
      .transaction(actor, (db) => db.query('SELECT sha256 FROM questionnaire'));
    expect(rows).not.toEqual([]);
    expect(seen.map(({ sha256 }) => sha256).sort()).toEqual(rows.map(({ sha256 }) => sha256).sort());
  });
});
