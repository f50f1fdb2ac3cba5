import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays } from '../../src/domain/shared/instant.js';
import { makeSite } from '../support/assessed-sites.js';
import { api } from '../support/rounds.js';
import { type SignedIn, World } from '../support/world.js';

let world: World;
let admin: SignedIn;
let officer: SignedIn;
let auditor: SignedIn;
let made = 0;

beforeAll(async () => {
  world = await World.start();
  admin = await world.signUp('relations-buyer');
  officer = await world.join(admin, 'officer');
  auditor = await world.join(admin, 'auditor');
});

afterAll(() => world.stop());

const inDays = (days: number): string => addDays(world.clock.today(), days).slice(0, 10);
const newSupplier = async (): Promise<string> =>
  (await makeSite(world, admin.tenantId, `Related ${(made += 1)}`, [{ email: `c${made}@related.example` }])).supplierId;
const states = (id: string, rest = '') => api(`/suppliers/${id}/relationship/states${rest}`);
const decide = (id: string, body: object, by = officer) => world.as(by.token).post(states(id)).send(body);
const read = async (id: string, query = '') => (await world.as(auditor.token).get(states(id, query))).body;
const codesOf = (body: { problems: { code: string }[] }): string[] => body.problems.map(({ code }) => code);
const listed = async (state: string): Promise<string[]> => {
  const { body } = await world.as(officer.token).get(api(`/suppliers?relationshipState=${state}&limit=200`));
  return (body.items as { id: string }[]).map(({ id }) => id);
};

const harm = () => ({
  affected: '320 people, most of them from abroad',
  tried: 'Two plans in nine months',
  harm: 'Loss of work and of permits',
  mitigation: 'Half a year of notice, wages paid out first',
  consulted: 'The union of the district',
  assessedBy: 'Olga Officer',
  assessedOn: inDays(-10),
});

describe('the state of a relationship', () => {
  it('is decided by a person, with a reason that lies sealed, and is kept step by step', async () => {
    const id = await newSupplier();
    expect((await read(id)).standing).toEqual({
      state: 'needs_decision',
      decided: null,
      since: null,
      approver: null,
      expiresOn: null,
      expired: false,
      openProposal: null,
      version: 0,
    });
    const approved = await decide(id, { state: 'approved', reason: 'Known for ten years.', version: 0 });
    expect([approved.status, approved.body.state, approved.body.version]).toEqual([201, 'approved', 1]);
    const held = await decide(id, { state: 'on_hold', reason: 'Wages are late.', expiresOn: inDays(30), version: 1 });
    expect(held.body).toMatchObject({ state: 'on_hold', expiresOn: inDays(30), expired: false, version: 2 });
    const me = (await world.as(officer.token).get(api('/me'))).body as { id: string };
    expect(held.body.approver).toBe(me.id);
    const { items } = await read(id);
    expect(
      (items as { number: number; state: string; reason: string; by: string }[]).map((one) => [one.number, one.state, one.reason, one.by]),
    ).toEqual([
      [2, 'on_hold', 'Wages are late.', me.id],
      [1, 'approved', 'Known for ten years.', me.id],
    ]);
    const page = await read(id, '?limit=1');
    expect((await read(id, `?limit=1&after=${page.next}`)).items).toMatchObject([{ number: 1 }]);
    const { rows } = await world.admin.query<{ text: string }>(
      `SELECT string_agg(t::text, '') AS text FROM relationship_state t WHERE supplier_id = $1`,
      [id],
    );
    const { rows: told } = await world.admin.query<{ text: string }>(
      `SELECT string_agg(e::text, '') AS text FROM audit_event e WHERE subject_id = $1`,
      [id],
    );
    expect(`${rows[0]?.text} ${told[0]?.text}`).not.toMatch(/Wages|Known/);
    expect(told[0]?.text).toContain('relationship.decided');
  });

  it('ends on its day, asks for a decision then, and is listed as such', async () => {
    const id = await newSupplier();
    await decide(id, { state: 'conditional', reason: 'Until the plan is done.', expiresOn: inDays(2), version: 0 });
    expect([await listed('conditional'), await listed('needs_decision')].map((ids) => ids.includes(id))).toEqual([true, false]);
    world.clock.advanceDays(3);
    officer = await world.signIn(officer.slug, officer.email, officer.password);
    auditor = await world.signIn(auditor.slug, auditor.email, auditor.password);
    admin = await world.signIn(admin.slug, admin.email, admin.password);
    expect((await read(id)).standing).toMatchObject({ state: 'needs_decision', decided: 'conditional', expired: true, version: 1 });
    expect([await listed('conditional'), await listed('needs_decision')].map((ids) => ids.includes(id))).toEqual([false, true]);
    const supplier = (await world.as(officer.token).get(api(`/suppliers/${id}`))).body;
    expect(supplier.relationshipState).toEqual({ state: 'needs_decision', decided: 'conditional', expiresOn: inDays(-1) });
    expect((await read(id)).items).toHaveLength(1);
  });

  it('has a last day where it is conditional or on hold, or a reason for having none', async () => {
    const id = await newSupplier();
    const bare = await decide(id, { state: 'on_hold', reason: 'Wages are late.', version: 0 });
    expect([bare.status, bare.body.code, codesOf(bare.body)]).toEqual([400, 'RELATIONSHIP_DECISION_INVALID', ['EXPIRY_MISSING']]);
    expect(codesOf((await decide(id, { state: 'on_hold', reason: 'Late.', expiresOn: inDays(-1), version: 0 })).body)).toEqual([
      'EXPIRY_PAST',
    ]);
    expect(codesOf((await decide(id, { state: 'on_hold', reason: 'Late.', expiresOn: '2027-02-30', version: 0 })).body)).toEqual([
      'DATE_INVALID',
    ]);
    const open = await decide(id, { state: 'on_hold', reason: 'In court.', noExpiryReason: 'Until the court has decided.', version: 0 });
    expect([open.status, open.body.expiresOn]).toEqual([201, null]);
    expect((await read(id)).items[0].noExpiryReason).toBe('Until the court has decided.');
  });

  it('is not decided twice at once, nor by an auditor, nor for an archived supplier', async () => {
    const id = await newSupplier();
    const both = await Promise.all([1, 2].map(() => decide(id, { state: 'approved', reason: 'Known.', version: 0 })));
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect((await decide(id, { state: 'approved', reason: 'Known.', version: 1 }, auditor)).status).toBe(403);
    await world.as(officer.token).post(api(`/suppliers/${id}/archive`));
    expect((await decide(id, { state: 'approved', reason: 'Known.', version: 1 })).body.code).toBe('SUPPLIER_ARCHIVED');
  });
});

describe('a responsible exit', () => {
  const onHold = async (): Promise<string> => {
    const id = await newSupplier();
    await decide(id, { state: 'on_hold', reason: 'Passports are held.', expiresOn: inDays(60), version: 0 });
    return id;
  };
  const propose = (id: string, more: object = {}, version = 1) =>
    decide(id, { state: 'responsible_exit', reason: 'Nothing has changed.', harm: harm(), version, ...more });
  const settle = (by: SignedIn, id: string, proposal: string, how: 'approve' | 'decline', version = 2) =>
    world
      .as(by.token)
      .post(states(id, `/${proposal}/${how}`))
      .send({ reason: 'Agreed with the board.', version });

  it('follows conditions or a hold, never a blank or an approval', async () => {
    const id = await newSupplier();
    expect((await propose(id, {}, 0)).body.code).toBe('RELATIONSHIP_MOVE_ILLEGAL');
    await decide(id, { state: 'approved', reason: 'Known.', version: 0 });
    expect((await propose(id)).body.code).toBe('RELATIONSHIP_MOVE_ILLEGAL');
  });

  it('needs a harm assessment in which everything is said', async () => {
    const id = await onHold();
    expect(codesOf((await propose(id, { harm: undefined })).body)).toEqual(['HARM_ASSESSMENT_MISSING']);
    expect(codesOf((await propose(id, { harm: { ...harm(), consulted: ' ' } })).body)).toEqual(['HARM_ASSESSMENT_INCOMPLETE']);
    expect(codesOf((await propose(id, { harm: { ...harm(), assessedOn: inDays(-300) } })).body)).toEqual(['HARM_ASSESSMENT_OLD']);
    expect(codesOf((await propose(id, { harm: { ...harm(), assessedOn: inDays(1) } })).body)).toEqual(['DATE_IN_FUTURE']);
    expect(codesOf((await propose(id, { expiresOn: inDays(9) })).body)).toEqual(['EXPIRY_UNASKED']);
    expect(codesOf((await decide(id, { state: 'approved', reason: 'Mended.', harm: harm(), version: 1 })).body)).toEqual([
      'HARM_ASSESSMENT_UNASKED',
    ]);
  });

  it('is a proposal until another person approves it', async () => {
    const id = await onHold();
    const proposed = await propose(id);
    const proposal = proposed.body.openProposal as string;
    expect([proposed.status, proposed.body.state, typeof proposal]).toEqual([201, 'on_hold', 'string']);
    expect(await listed('responsible_exit')).not.toContain(id);
    expect((await propose(id, {}, 2)).body.code).toBe('EXIT_ALREADY_PROPOSED');
    const own = await settle(officer, id, proposal, 'approve');
    expect([own.status, own.body.code]).toEqual([403, 'SECOND_PERSON_NEEDED']);
    const done = await settle(admin, id, proposal, 'approve');
    expect([done.status, done.body.state, done.body.openProposal]).toEqual([200, 'responsible_exit', null]);
    expect(await listed('responsible_exit')).toContain(id);
    const { items } = await read(id);
    expect(items).toMatchObject([{ step: 'approved', proposalId: proposal }, { step: 'proposed', harm: harm() }, { step: 'decided' }]);
    expect((await settle(admin, id, proposal, 'approve', 3)).body.code).toBe('PROPOSAL_NOT_FOUND');
    const back = await decide(id, { state: 'conditional', reason: 'New owner.', expiresOn: inDays(90), version: 3 });
    expect([back.status, back.body.state]).toEqual([201, 'conditional']);
  });

  it('can be declined, and lapses when something else is decided', async () => {
    const id = await onHold();
    const first = (await propose(id)).body.openProposal as string;
    expect((await settle(officer, id, first, 'decline')).body).toMatchObject({ state: 'on_hold', openProposal: null, version: 3 });
    const second = (await propose(id, {}, 3)).body.openProposal as string;
    await decide(id, { state: 'conditional', reason: 'They pay again.', expiresOn: inDays(30), version: 4 });
    expect((await settle(admin, id, second, 'approve', 5)).body.code).toBe('PROPOSAL_NOT_FOUND');
    expect((await read(id)).standing.state).toBe('conditional');
  });
});
