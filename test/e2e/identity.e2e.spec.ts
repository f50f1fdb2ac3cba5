import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { newSecret, writeToken } from '../../src/platform/auth/secrets.js';
import { newId } from '../../src/platform/db/ids.js';
import { type SignedIn, World } from '../support/world.js';

let world: World;
let slugs = 0;

beforeAll(async () => {
  world = await World.start();
});
afterAll(() => world.stop());

const freshSlug = (): string => `identity-${(slugs += 1)}`;
const signUp = (): Promise<SignedIn> => world.signUp(freshSlug());
const signIn = (tenant: string, email: string, password: string) =>
  world.http.post('/api/v1/auth/sign-in').send({ tenant, email, password });
const refresh = (refreshToken: string) => world.http.post('/api/v1/auth/refresh').send({ refreshToken });
const me = (token: string) => world.as(token).get('/api/v1/me');
const MINUTE = 1 / 1_440;

interface Person {
  readonly id: string;
  readonly email: string | null;
  readonly name: string | null;
  readonly role: string;
  readonly status: string;
  readonly version: number;
}

const peopleOf = async (token: string): Promise<Person[]> =>
  ((await world.as(token).get('/api/v1/people').expect(200)).body as { items: Person[] }).items;
const personBy = async (token: string, email: string): Promise<Person> => {
  const person = (await peopleOf(token)).find((candidate) => candidate.email === email);
  if (person === undefined) throw new Error(`nobody has ${email}`);
  return person;
};
const invitationOf = async (email: string): Promise<string> => /#(plj_\S+)/.exec((await world.letterTo(email)).text)?.[1] ?? '';

describe('sign-up', () => {
  it('makes a tenant with its first admin and the default periods of reassessment', async () => {
    const slug = freshSlug();
    const admin = await world.signUp(slug, 'Zoe@Example.org');
    const { body } = await me(admin.token).expect(200);
    expect(body).toMatchObject({
      name: `Admin of ${slug}`,
      email: 'Zoe@Example.org',
      role: 'admin',
      status: 'active',
      tenantId: admin.tenantId,
    });
    const tenant = await world.as(admin.token).get('/api/v1/tenant').expect(200);
    expect(tenant.body).toMatchObject({ id: admin.tenantId, slug, name: `Tenant ${slug}` });
    const { rows } = await world.admin.query('SELECT * FROM reassessment_policy WHERE tenant_id = $1', [admin.tenantId]);
    expect(rows).toEqual([
      expect.objectContaining({ critical_months: 3, high_months: 6, medium_months: 12, low_months: 24, answer_days: 30 }),
    ]);
  });

  it('gives a short name to one organisation only, even when two ask at once', async () => {
    const slug = freshSlug();
    const body = { name: 'A', slug, adminName: 'B', email: 'b@example.org', password: 'twelve letters' };
    const answers = await Promise.all([1, 2, 3].map(() => world.http.post('/api/v1/tenants').send(body)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({ code: 'SLUG_TAKEN', problems: [{ path: 'slug' }] });
  });

  it.each([
    ['a short password', { password: 'eleven char' }, 'password'],
    ['an endless password', { password: 'x'.repeat(201) }, 'password'],
    ['a blank name', { name: '  ' }, 'name'],
    ['a name on two lines', { adminName: 'Eve\r\nBcc: all@example.org' }, 'adminName'],
    ['a slug with capitals', { slug: 'Capital' }, 'slug'],
    ['no e-mail address', { email: 'nobody' }, 'email'],
    ['a field that is not known', { role: 'admin' }, 'role'],
  ])('refuses %s and names the field', async (_, change, path) => {
    const body = { name: 'A', slug: freshSlug(), adminName: 'B', email: 'b@example.org', password: 'twelve letters', ...change };
    const answer = await world.http.post('/api/v1/tenants').send(body).expect(400);
    expect(answer.body).toMatchObject({ code: 'VALIDATION_FAILED' });
    expect((answer.body as { problems: { path: string }[] }).problems.map((problem) => problem.path)).toContain(path);
  });
});

describe('sign-in', () => {
  it('lets a person in whatever the case of the e-mail address', async () => {
    const { slug, email, password } = await signUp();
    const answer = await signIn(slug.toUpperCase(), email.toUpperCase(), password).expect(200);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.body).toMatchObject({ expiresInSeconds: 900, person: { email, role: 'admin' } });
  });

  it('answers the same to an unknown organisation, an unknown address and a wrong password', async () => {
    const { slug, email, password } = await signUp();
    const answers = [
      await signIn('nobody-here', email, password),
      await signIn(slug, 'x@example.org', password),
      await signIn(slug, email, 'wrong'),
    ];
    const bodies = answers.map(({ body }) => ({ ...(body as object), instance: '' }));
    expect(bodies[0]).toMatchObject({ status: 401, code: 'SIGN_IN_FAILED' });
    expect(bodies[1]).toEqual(bodies[0]);
    expect(bodies[2]).toEqual(bodies[0]);
  });

  it('locks an account for a quarter of an hour after ten failures in a row, without saying so', async () => {
    const { slug, email, password, tenantId } = await signUp();
    // All at once: none of them may be an eleventh try.
    const failures = await Promise.all(Array.from({ length: 12 }, () => signIn(slug, email, 'not the password')));
    expect(new Set(failures.map(({ body }) => (body as { code: string }).code))).toEqual(new Set(['SIGN_IN_FAILED']));
    expect((await signIn(slug, email, password)).body).toMatchObject({ code: 'SIGN_IN_FAILED' });
    const { rows } = await world.admin.query(`SELECT 1 FROM audit_event WHERE tenant_id = $1 AND action = 'person.locked'`, [tenantId]);
    expect(rows).toHaveLength(1);
    world.clock.advanceDays(16 * MINUTE);
    await signIn(slug, email, password).expect(200);
  });

  it('forgets failures once the password is right', async () => {
    const { slug, email, password } = await signUp();
    for (let round = 0; round < 2; round += 1) {
      await Promise.all(Array.from({ length: 9 }, () => signIn(slug, email, 'not the password')));
      await signIn(slug, email, password).expect(200);
    }
  });

  it('lets an access token expire', async () => {
    const { token } = await signUp();
    world.clock.advanceDays(16 * MINUTE);
    expect((await me(token).expect(401)).body).toMatchObject({ code: 'SIGN_IN_REQUIRED' });
  });

  it('refuses a token that is none, and a token that was tampered with', async () => {
    const { token } = await signUp();
    await me('nonsense').expect(401);
    await me(`${token.slice(0, -3)}abc`).expect(401);
    await world.http.get('/api/v1/me').expect(401);
  });
});

describe('refresh tokens', () => {
  it('are exchanged for new ones, each once', async () => {
    const { refreshToken } = await signUp();
    const second = (await refresh(refreshToken).expect(200)).body as { accessToken: string; refreshToken: string };
    expect(second.refreshToken).not.toBe(refreshToken);
    await me(second.accessToken).expect(200);
    await refresh(second.refreshToken).expect(200);
  });

  it('end the whole session when a spent one is used again', async () => {
    const { token, refreshToken, tenantId } = await signUp();
    const second = (await refresh(refreshToken).expect(200)).body as { accessToken: string; refreshToken: string };
    expect((await refresh(refreshToken).expect(401)).body).toMatchObject({ code: 'REFRESH_TOKEN_REUSED' });
    expect((await refresh(second.refreshToken).expect(401)).body).toMatchObject({ code: 'SESSION_ENDED' });
    expect((await me(second.accessToken).expect(401)).body).toMatchObject({ code: 'SESSION_ENDED' });
    await me(token).expect(401);
    const { rows } = await world.admin.query('SELECT end_reason FROM session WHERE tenant_id = $1', [tenantId]);
    expect(rows).toEqual([{ end_reason: 'token_reused' }]);
  });

  it('let exactly one of several win who use the same one at once', async () => {
    const { refreshToken } = await signUp();
    const answers = await Promise.all(Array.from({ length: 5 }, () => refresh(refreshToken)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401, 401, 401]);
  });

  it('leave other sessions of the same person alone', async () => {
    const first = await signUp();
    const second = await world.signIn(first.slug, first.email, first.password);
    await refresh(first.refreshToken).expect(200);
    await refresh(first.refreshToken).expect(401);
    await me(second.token).expect(200);
  });

  it('end nothing for someone who does not know the secret', async () => {
    const { token, refreshToken, tenantId } = await signUp();
    await refresh(refreshToken).expect(200);
    const id = refreshToken.split('.')[1] ?? '';
    for (const forged of [
      writeToken('plr', { tenantId, id, secret: newSecret() }),
      writeToken('plr', { tenantId, id: newId<string>(), secret: newSecret() }),
      writeToken('plr', { tenantId: newId<string>(), id, secret: newSecret() }),
      'plr_nonsense',
    ]) {
      expect((await refresh(forged).expect(401)).body).toMatchObject({ code: 'REFRESH_TOKEN_INVALID' });
    }
    await me(token).expect(200);
  });

  it('are good for thirty days', async () => {
    const { refreshToken } = await signUp();
    world.clock.advanceDays(30.01);
    expect((await refresh(refreshToken).expect(401)).body).toMatchObject({ code: 'REFRESH_TOKEN_EXPIRED' });
  });

  it('are of no use after signing out', async () => {
    const { token, refreshToken } = await signUp();
    await world.as(token).post('/api/v1/auth/sign-out').expect(204);
    await me(token).expect(401);
    expect((await refresh(refreshToken).expect(401)).body).toMatchObject({ code: 'SESSION_ENDED' });
  });

  it('are stored as hashes alone', async () => {
    const { refreshToken, tenantId } = await signUp();
    const { rows } = await world.admin.query('SELECT t::text AS row FROM refresh_token t WHERE tenant_id = $1', [tenantId]);
    expect(JSON.stringify(rows)).not.toContain(refreshToken.split('.')[2]);
  });
});

describe('passwords', () => {
  it('are changed by those who know the old one, which ends all other sessions', async () => {
    const here = await signUp();
    const elsewhere = await world.signIn(here.slug, here.email, here.password);
    const change = (currentPassword: string) =>
      world.as(here.token).post('/api/v1/auth/password').send({ currentPassword, newPassword: 'a new long password' });
    expect((await change('wrong').expect(400)).body).toMatchObject({ code: 'PASSWORD_WRONG', problems: [{ path: 'currentPassword' }] });
    await change(here.password).expect(204);
    await me(here.token).expect(200);
    await me(elsewhere.token).expect(401);
    await signIn(here.slug, here.email, here.password).expect(401);
    await signIn(here.slug, here.email, 'a new long password').expect(200);
  });

  it('are stored as Argon2id hashes', async () => {
    const { tenantId } = await signUp();
    const { rows } = await world.admin.query<{ password_hash: string }>('SELECT password_hash FROM person WHERE tenant_id = $1', [
      tenantId,
    ]);
    expect(rows[0]?.password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });
});

describe('people', () => {
  it('are invited by mail and let in once', async () => {
    const admin = await signUp();
    const email = `ola@${admin.slug}.example`;
    const invited = await world
      .as(admin.token)
      .post('/api/v1/people/invitations')
      .send({ name: 'Ola', email, role: 'officer' })
      .expect(201);
    expect(invited.body).toMatchObject({ person: { name: 'Ola', email, role: 'officer', status: 'invited' } });
    await signIn(admin.slug, email, 'another long password').expect(401);
    const token = await invitationOf(email);
    const accept = () =>
      world.http.post('/api/v1/people/invitations/accept').send({ token, password: 'another long password', name: 'Ola N.' });
    const answers = await Promise.all([accept(), accept()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 410]);
    const officer = await world.signIn(admin.slug, email, 'another long password');
    expect((await me(officer.token)).body).toMatchObject({ name: 'Ola N.', role: 'officer', status: 'active' });
    expect((await accept()).body).toMatchObject({ code: 'INVITATION_USED' });
  });

  it('may be invited again until they come, and only the last invitation counts', async () => {
    const admin = await signUp();
    const email = `slow@${admin.slug}.example`;
    const invite = (role: string) => world.as(admin.token).post('/api/v1/people/invitations').send({ name: 'Slow', email, role });
    await invite('officer').expect(201);
    const first = await invitationOf(email);
    const again = await invite('auditor').expect(201);
    expect(again.body).toMatchObject({ person: { role: 'auditor', status: 'invited' } });
    const password = 'another long password';
    const refused = await world.http.post('/api/v1/people/invitations/accept').send({ token: first, password }).expect(410);
    expect(refused.body).toMatchObject({ code: 'INVITATION_EXPIRED' });
    expect(await peopleOf(admin.token)).toHaveLength(2);
    const taken = await world.as(admin.token).post('/api/v1/people/invitations').send({ name: 'X', email: admin.email, role: 'admin' });
    expect(taken.body).toMatchObject({ status: 409, code: 'EMAIL_TAKEN' });
  });

  it('cannot come in with a forged or an old invitation', async () => {
    const admin = await signUp();
    const email = `late@${admin.slug}.example`;
    await world.as(admin.token).post('/api/v1/people/invitations').send({ name: 'Late', email, role: 'officer' }).expect(201);
    const token = await invitationOf(email);
    const accept = (text: string) =>
      world.http.post('/api/v1/people/invitations/accept').send({ token: text, password: 'another long password' });
    const forged = writeToken('plj', { tenantId: admin.tenantId, id: token.split('.')[1] ?? '', secret: newSecret() });
    expect((await accept(forged)).body).toMatchObject({ status: 401, code: 'INVITATION_INVALID' });
    expect((await accept('plj_x')).body).toMatchObject({ status: 401, code: 'INVITATION_INVALID' });
    world.clock.advanceDays(8);
    expect((await accept(token)).body).toMatchObject({ status: 410, code: 'INVITATION_EXPIRED' });
  });

  it('are managed by admins alone; others see names but no addresses', async () => {
    const admin = await signUp();
    for (const role of ['officer', 'auditor'] as const) {
      const other = await world.join(admin, role);
      const self = await personBy(admin.token, other.email);
      const asOther = world.as(other.token);
      await asOther.post('/api/v1/people/invitations').send({ name: 'X', email: 'x@example.org', role: 'admin' }).expect(403);
      await asOther.patch(`/api/v1/people/${self.id}`).send({ role: 'admin', version: self.version }).expect(403);
      await asOther.post(`/api/v1/people/${self.id}/disable`).expect(403);
      await asOther.post(`/api/v1/people/${self.id}/enable`).expect(403);
      await asOther.delete(`/api/v1/people/${self.id}`).expect(403);
      const seen = await peopleOf(other.token);
      expect(seen.map(({ name }) => name)).toContain(`Admin of ${admin.slug}`);
      expect(seen.filter(({ email }) => email !== null).map(({ id }) => id)).toEqual([self.id]);
    }
  });

  it('are found by nobody of another organisation', async () => {
    const [mine, theirs] = [await signUp(), await signUp()];
    const stranger = await personBy(theirs.token, theirs.email);
    const asMe = world.as(mine.token);
    expect((await asMe.get(`/api/v1/people/${stranger.id}`).expect(404)).body).toMatchObject({ code: 'PERSON_NOT_FOUND' });
    await asMe.patch(`/api/v1/people/${stranger.id}`).send({ role: 'officer', version: 1 }).expect(404);
    await asMe.post(`/api/v1/people/${stranger.id}/disable`).expect(404);
    await asMe.delete(`/api/v1/people/${stranger.id}`).expect(404);
    await asMe.get('/api/v1/people/not-an-id').expect(400);
    expect((await peopleOf(mine.token)).map(({ email }) => email)).toEqual([mine.email]);
  });

  it('have another role from their very next request on', async () => {
    const admin = await signUp();
    const officer = await world.join(admin, 'officer');
    const { id, version } = await personBy(admin.token, officer.email);
    const change = (seen: number) => world.as(admin.token).patch(`/api/v1/people/${id}`).send({ role: 'admin', version: seen });
    expect((await change(version + 7).expect(409)).body).toMatchObject({ code: 'VERSION_CONFLICT' });
    await change(version).expect(200);
    await world.as(officer.token).post(`/api/v1/people/${id}/enable`).expect(200);
  });

  it('are out at once when they are disabled, and in again when they are enabled', async () => {
    const admin = await signUp();
    const officer = await world.join(admin, 'officer');
    const { id } = await personBy(admin.token, officer.email);
    const disabled = await world.as(admin.token).post(`/api/v1/people/${id}/disable`).expect(200);
    expect(disabled.body).toMatchObject({ status: 'disabled' });
    await world.as(admin.token).post(`/api/v1/people/${id}/disable`).expect(200);
    await me(officer.token).expect(401);
    await refresh(officer.refreshToken).expect(401);
    await signIn(admin.slug, officer.email, officer.password).expect(401);
    await world.as(admin.token).post(`/api/v1/people/${id}/enable`).expect(200);
    await me(officer.token).expect(401);
    await signIn(admin.slug, officer.email, officer.password).expect(200);
  });

  it('always include an active admin, even when two admins remove each other at once', async () => {
    const first = await signUp();
    const self = await personBy(first.token, first.email);
    const asFirst = world.as(first.token);
    for (const refused of [
      await asFirst.patch(`/api/v1/people/${self.id}`).send({ role: 'officer', version: self.version }),
      await asFirst.post(`/api/v1/people/${self.id}/disable`),
      await asFirst.delete(`/api/v1/people/${self.id}`),
    ]) {
      expect(refused.body).toMatchObject({ status: 409, code: 'LAST_ADMIN' });
    }
    const second = await world.join(first, 'admin', `second@${first.slug}.example`);
    const other = await personBy(first.token, second.email);
    const answers = await Promise.all([
      asFirst.post(`/api/v1/people/${other.id}/disable`),
      world.as(second.token).post(`/api/v1/people/${self.id}/disable`),
    ]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const { rows } = await world.admin.query(`SELECT id FROM person WHERE tenant_id = $1 AND role = 'admin' AND status = 'active'`, [
      first.tenantId,
    ]);
    expect(rows).toHaveLength(1);
  });

  it('come in pages', async () => {
    const admin = await signUp();
    for (const name of ['a', 'b']) {
      const body = { name, email: `${name}@${admin.slug}.example`, role: 'officer' };
      await world.as(admin.token).post('/api/v1/people/invitations').send(body).expect(201);
    }
    const first = (await world.as(admin.token).get('/api/v1/people?limit=2').expect(200)).body as { items: Person[]; next: string };
    const second = (await world.as(admin.token).get(`/api/v1/people?limit=2&after=${first.next}`).expect(200)).body as {
      items: Person[];
      next: null;
    };
    expect([...first.items, ...second.items].map(({ name }) => name)).toEqual([`Admin of ${admin.slug}`, 'a', 'b']);
    expect(second.next).toBeNull();
    const invited = (await world.as(admin.token).get('/api/v1/people?status=invited').expect(200)).body as { items: Person[] };
    expect(invited.items).toHaveLength(2);
    await world.as(admin.token).get('/api/v1/people?after=zzz').expect(400);
  });
});

describe('erasing a person', () => {
  /** Every row of every table that belongs to the tenant, as text, and once more with its bytes read as text. */
  const everythingOf = async (tenantId: string): Promise<string> => {
    const tables = await world.admin.query<{ name: string }>(
      `SELECT c.table_name AS name FROM information_schema.columns c WHERE c.table_schema = 'public' AND c.column_name = 'tenant_id'`,
    );
    const texts: string[] = [];
    for (const { name } of tables.rows) {
      const { rows } = await world.admin.query<{ row: string }>(`SELECT to_jsonb(t)::text AS row FROM ${name} t WHERE tenant_id = $1`, [
        tenantId,
      ]);
      texts.push(...rows.map(({ row }) => row));
    }
    const all = texts.join('\n');
    const bytes = [...all.matchAll(/\\\\x([0-9a-f]+)/g)].map((match) => Buffer.from(match[1] ?? '', 'hex').toString('utf8'));
    return [all, ...bytes].join('\n');
  };
  const logOf = async (tenantId: string): Promise<unknown[]> =>
    (await world.admin.query<{ row: unknown }>('SELECT to_jsonb(e) AS row FROM audit_event e WHERE tenant_id = $1 ORDER BY id', [tenantId]))
      .rows;

  it('makes name and address unreadable everywhere and leaves the log whole', async () => {
    const admin = await signUp();
    const officer = await world.join(admin, 'officer', `gudrun@${admin.slug}.example`);
    const { id } = await personBy(admin.token, officer.email);
    const before = await logOf(admin.tenantId);
    expect(before.length).toBeGreaterThan(3);

    await world.as(admin.token).delete(`/api/v1/people/${id}`).expect(204);

    await me(officer.token).expect(401);
    await refresh(officer.refreshToken).expect(401);
    await signIn(admin.slug, officer.email, officer.password).expect(401);
    expect((await world.as(admin.token).get(`/api/v1/people/${id}`).expect(200)).body).toMatchObject({
      name: null,
      email: null,
      status: 'erased',
    });
    const everything = await everythingOf(admin.tenantId);
    expect(everything).not.toContain('gudrun');
    expect(everything).not.toContain('The officer');
    const { rows } = await world.admin.query(
      `SELECT p.email_hash, p.email_sealed, p.name_sealed, p.password_hash, k.wrapped, k.erased_at IS NOT NULL AS erased
       FROM person p JOIN data_key k ON k.tenant_id = p.tenant_id AND k.id = p.key_id WHERE p.id = $1`,
      [id],
    );
    expect(rows).toEqual([{ email_hash: null, email_sealed: null, name_sealed: null, password_hash: null, wrapped: null, erased: true }]);
    expect((await world.letters()).filter(({ to }) => to.includes('gudrun'))).toEqual([]);
    const after = await logOf(admin.tenantId);
    expect(after.slice(0, before.length)).toEqual(before);
    expect(JSON.stringify(after.at(-1))).toContain('person.erased');
  });

  it('may be asked for twice, and nothing brings the person back', async () => {
    const admin = await signUp();
    const officer = await world.join(admin, 'officer');
    const { id, version } = await personBy(admin.token, officer.email);
    await world.as(admin.token).delete(`/api/v1/people/${id}`).expect(204);
    await world.as(admin.token).delete(`/api/v1/people/${id}`).expect(204);
    expect((await world.as(admin.token).post(`/api/v1/people/${id}/enable`).expect(410)).body).toMatchObject({ code: 'PERSON_ERASED' });
    await world.as(admin.token).patch(`/api/v1/people/${id}`).send({ role: 'admin', version }).expect(410);
    // The address is free again, for a new person with a key of their own.
    const again = await world.join(admin, 'officer');
    expect((await personBy(admin.token, again.email)).id).not.toBe(id);
  });

  it('makes an invitation that is still on its way worthless', async () => {
    const admin = await signUp();
    const email = `gone@${admin.slug}.example`;
    const invited = await world
      .as(admin.token)
      .post('/api/v1/people/invitations')
      .send({ name: 'Gone', email, role: 'officer' })
      .expect(201);
    const token = await invitationOf(email);
    await world
      .as(admin.token)
      .delete(`/api/v1/people/${(invited.body as { person: Person }).person.id}`)
      .expect(204);
    const answer = await world.http
      .post('/api/v1/people/invitations/accept')
      .send({ token, password: 'another long password' })
      .expect(410);
    expect(answer.body).toMatchObject({ code: 'INVITATION_EXPIRED' });
  });
});

describe('the audit log', () => {
  interface Event {
    readonly id: string;
    readonly action: string;
    readonly actor: { readonly kind: string; readonly id: string | null };
    readonly requestId: string | null;
  }
  const events = async (token: string, query = ''): Promise<{ items: Event[]; next: string | null }> =>
    (await world.as(token).get(`/api/v1/audit-events${query}`).expect(200)).body as { items: Event[]; next: string | null };

  it('is read newest first, in pages, by admins, officers and auditors', async () => {
    const admin = await signUp();
    const auditor = await world.join(admin, 'auditor');
    const officer = await world.join(admin, 'officer');
    const all = await events(auditor.token);
    expect(all.items.at(-1)).toMatchObject({ action: 'tenant.created', actor: { kind: 'system', id: null } });
    expect(all.items.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['person.invited', 'person.joined', 'session.started', 'person.created']),
    );
    expect((await events(officer.token)).items).toEqual(all.items);
    const paged: Event[] = [];
    for (let after: string | null = ''; after !== null;) {
      const page: { items: Event[]; next: string | null } = await events(admin.token, `?limit=3&after=${after}`);
      paged.push(...page.items);
      after = page.next;
    }
    expect(paged).toEqual(all.items);
  });

  it('is filtered by what was done, to whom, by whom and when', async () => {
    const admin = await signUp();
    const officer = await world.join(admin, 'officer');
    const { id } = await personBy(admin.token, officer.email);
    const self = await personBy(admin.token, admin.email);
    await world.as(admin.token).post(`/api/v1/people/${id}/disable`).expect(200);
    const actions = async (query: string) => (await events(admin.token, query)).items.map(({ action }) => action);
    expect(await actions(`?subjectId=${id}`)).toEqual(['person.disabled', 'person.joined', 'person.invited']);
    expect(await actions(`?subjectKind=person&actorId=${self.id}`)).toEqual(['person.disabled', 'person.invited']);
    expect(await actions('?action=person.disabled')).toEqual(['person.disabled']);
    const tomorrow = new Date(world.clock.now().getTime() + 86_400_000).toISOString();
    expect(await actions(`?from=${tomorrow}`)).toEqual([]);
    expect((await actions(`?to=${tomorrow}`)).length).toBeGreaterThan(3);
    for (const bad of ['?from=2026-02-30', '?to=yesterday', '?actorId=me', '?limit=0', '?colour=red']) {
      expect((await world.as(admin.token).get(`/api/v1/audit-events${bad}`).expect(400)).body).toMatchObject({ code: 'VALIDATION_FAILED' });
    }
  });

  it('holds no name and no address, only keyed hashes of them', async () => {
    const admin = await signUp();
    await world.join(admin, 'officer', `traceless@${admin.slug}.example`);
    const { rows } = await world.admin.query<{ row: string }>('SELECT to_jsonb(e)::text AS row FROM audit_event e WHERE tenant_id = $1', [
      admin.tenantId,
    ]);
    const log = rows.map(({ row }) => row).join('\n');
    expect(log).toMatch(/"emailHash": "[0-9a-f]{64}"/);
    expect(log).not.toMatch(/traceless|The officer|Admin of/);
  });

  it('can be added to by the application, and neither changed nor shortened', async () => {
    const { tenantId } = await signUp();
    const application = new pg.Client({ connectionString: world.settings.databaseUrl });
    await application.connect();
    try {
      for (const statement of [`UPDATE audit_event SET action = 'x'`, 'DELETE FROM audit_event', 'TRUNCATE audit_event']) {
        await application.query('BEGIN');
        await application.query(`SET LOCAL app.tenant_id = '${tenantId}'`);
        await expect(application.query(statement)).rejects.toMatchObject({ code: '42501' });
        await application.query('ROLLBACK');
      }
      await expect(application.query('SELECT * FROM audit_event')).rejects.toThrow(/no tenant in this transaction/);
    } finally {
      await application.end();
    }
  });
});

describe('health', () => {
  it('is told to anyone, outside the version of the API', async () => {
    expect((await world.http.get('/health/live').expect(200)).body).toEqual({ status: 'live' });
    expect((await world.http.get('/health/ready').expect(200)).body).toEqual({
      status: 'ready',
      parts: { database: 'ok', migrations: 'ok', queue: 'ok' },
    });
  });

  it('says which part is not ready', async () => {
    await world.admin.query(`UPDATE schema_migration SET name = 'aside' WHERE name LIKE '0005%'`);
    const answer = await world.http.get('/health/ready').expect(503);
    expect(answer.body).toEqual({ status: 'not_ready', parts: { database: 'ok', migrations: 'missing', queue: 'ok' } });
    await world.admin.query(`UPDATE schema_migration SET name = '0005_scores_and_plans' WHERE name = 'aside'`);
    await world.http.get('/health/ready').expect(200);
  });
});

describe('the rate limit', () => {
  it('holds off an address that keeps knocking at the sign-in routes, and says for how long', async () => {
    const strict = await World.start({ work: false, signInsPerMinute: 3 });
    try {
      for (const path of ['auth/sign-in', 'auth/refresh', 'tenants', 'people/invitations/accept']) {
        const knock = () => strict.http.post(`/api/v1/${path}`).send({});
        for (let turn = 0; turn < 3; turn += 1) expect((await knock()).status).toBe(400);
        const held = await knock();
        expect(held.body).toMatchObject({ status: 429, code: 'TOO_MANY_REQUESTS' });
        expect(Number(held.headers['retry-after'])).toBeGreaterThan(0);
      }
      await strict.http.get('/health/live').expect(200);
    } finally {
      await strict.stop();
    }
  });
});
