import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { canonicalJson } from '../../src/domain/ledger/canonical-json.js';
import { sha256Hex } from '../../src/domain/ledger/sha256.js';
import { askedQuestions, type Questionnaire } from '../../src/domain/questionnaire/select-questions.js';
import { makeSite } from '../support/assessed-sites.js';
import { api, PNG, Rounds } from '../support/rounds.js';
import { type SignedIn, World } from '../support/world.js';

let world: World;
let buyer: SignedIn;
let rounds: Rounds;

beforeAll(async () => {
  world = await World.start();
  buyer = await world.signUp('assessing-buyer');
  rounds = new Rounds(world, buyer);
});

afterAll(async () => {
  await world.stop();
});

describe('sending', () => {
  it('makes exactly one round of five identical sends at the same moment', async () => {
    const { siteId } = await makeSite(world, buyer.tenantId, 'Raced', [{ email: 'raced@assessed.example' }]);
    const answers = await Promise.all(Array.from({ length: 5 }, () => rounds.send([siteId])));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201]);
    expect(answers.flatMap(({ body }) => body.sent as unknown[])).toHaveLength(1);
    expect(answers.flatMap(({ body }) => (body.skipped as { code: string }[]).map(({ code }) => code))).toEqual(
      Array(4).fill('ALREADY_OPEN'),
    );
    const stored = await rounds.rows('SELECT id, key_id FROM assessment WHERE site_id = $1', [siteId]);
    expect(stored).toHaveLength(1);
    expect(await rounds.rows('SELECT id FROM assessment_link WHERE assessment_id = $1', [stored[0]?.['id']])).toHaveLength(1);
  });

  it('says of every site that cannot be asked why not, and asks the others', async () => {
    const good = await makeSite(world, buyer.tenantId, 'Reachable', [{ email: 'reachable@assessed.example' }]);
    const silent = await makeSite(world, buyer.tenantId, 'Without contact', []);
    const archived = await makeSite(world, buyer.tenantId, 'Archived', [{ email: 'archived@assessed.example' }], { status: 'archived' });
    const stranger = await world.signUp('other-buyer');
    const foreign = await makeSite(world, stranger.tenantId, 'Foreign', [{ email: 'foreign@assessed.example' }]);
    const { body } = await rounds.send([good.siteId, silent.siteId, archived.siteId, foreign.siteId, good.siteId]);
    expect((body.sent as { siteId: string }[]).map(({ siteId }) => siteId)).toEqual([good.siteId]);
    expect(Object.fromEntries((body.skipped as { siteId: string; code: string }[]).map(({ siteId, code }) => [siteId, code]))).toEqual({
      [silent.siteId]: 'NO_CONTACT',
      [archived.siteId]: 'SITE_ARCHIVED',
      [foreign.siteId]: 'SITE_NOT_FOUND',
    });
  });

  it('writes to every contact in their own language, with a link of their own', async () => {
    const { siteId } = await makeSite(world, buyer.tenantId, 'Two readers', [
      { email: 'anna@assessed.example', language: 'en' },
      { email: 'boris@assessed.example', language: 'ru' },
    ]);
    await rounds.send([siteId]);
    const [english, russian] = [await world.letterTo('anna@assessed.example'), await world.letterTo('boris@assessed.example')];
    expect(english.text).toContain('http://plumbline.test/respond#plk_');
    expect(russian.text).toContain('Пожалуйста, ответьте до');
    expect(await world.linkTo('anna@assessed.example')).not.toBe(await world.linkTo('boris@assessed.example'));
  });

  it('asks by the policy’s days where no day is named, and refuses a day that is over', async () => {
    const round = await rounds.open();
    const { body } = await rounds.officer().get(api(`/assessments/${round.id}`));
    expect(Date.parse(body.dueOn as string)).toBe(Date.parse(world.clock.today()) + 30 * 86_400_000);
    const past = await rounds.send([round.siteId], { dueOn: '2020-01-01' });
    expect([past.status, past.body.code]).toEqual([400, 'DUE_DATE_PAST']);
    expect((await rounds.send([round.siteId], { dueOn: '2027-02-30' })).body.code).toBe('DATE_INVALID');
    expect((await rounds.send([])).status).toBe(400);
  });

  it('asks a risky site in full, whatever it may answer, and stores the questions as they were', async () => {
    const round = await rounds.open();
    const [stored] = await rounds.rows(
      `SELECT a.depth, q.body, q.asked, q.sha256 FROM assessment a JOIN questionnaire q ON q.tenant_id = a.tenant_id AND q.sha256 = a.questionnaire_sha256
       WHERE a.id = $1`,
      [round.id],
    );
    const questionnaire = stored?.['body'] as Questionnaire;
    expect(stored?.['depth']).toBe('full');
    expect(questionnaire.manual.id).toBe('heuni');
    expect(stored?.['asked']).toEqual(askedQuestions(questionnaire).map(({ id }) => id));
    expect(stored?.['sha256']).toBe(sha256Hex(canonicalJson(questionnaire)));
  });

  it('stores the same questions once a tenant, however many sites they are sent to at the same moment', async () => {
    const other = await world.signUp('asks-the-same');
    const tenants = [other, other, other, buyer];
    const sites = await Promise.all(
      tenants.map(({ tenantId }, i) => makeSite(world, tenantId, `Same questions ${i}`, [{ email: `same${i}@assessed.example` }])),
    );
    const sent = await Promise.all(sites.map(({ siteId }, i) => new Rounds(world, tenants[i] ?? buyer).send([siteId])));
    expect(sent.map(({ body }) => (body.sent as unknown[]).length)).toEqual([1, 1, 1, 1]);
    const named = await rounds.rows('SELECT DISTINCT questionnaire_sha256 AS sha256 FROM assessment WHERE site_id = ANY ($1)', [
      sites.map(({ siteId }) => siteId),
    ]);
    expect(named).toHaveLength(1);
    const stored = await rounds.rows('SELECT tenant_id FROM questionnaire WHERE sha256 = $1 AND tenant_id = ANY ($2)', [
      named[0]?.['sha256'],
      [buyer.tenantId, other.tenantId],
    ]);
    expect(stored.map((row) => row['tenant_id']).sort()).toEqual([buyer.tenantId, other.tenantId].sort());
  });

  it('asks again what a site once failed, whatever the depth, and never what a held finding is about', async () => {
    const { supplierId, siteId } = await makeSite(world, buyer.tenantId, 'Office', [{ email: 'office@assessed.example' }], {
      country: 'FIN',
      isic: '62',
    });
    for (const [question, visibility] of [
      ['W14', 'released'],
      ['W15', 'held'],
    ]) {
      await world.admin.query(
        `INSERT INTO finding (tenant_id, id, supplier_id, site_id, rule_id, question_id, kind, severity, zero_tolerance, is_case, title, state, visibility, source, opened_at)
         VALUES ($1, gen_random_uuid(), $2, $3, $4 || '.failed', $4, 'failed_control', 'minor', false, false, '{}', 'open', $5, 'test', now())`,
        [buyer.tenantId, supplierId, siteId, question, visibility],
      );
    }
    const id = (await rounds.send([siteId])).body.sent[0].assessmentId as string;
    const { body } = await rounds.officer().get(api(`/assessments/${id}`));
    const asked = (body.questionnaire.chapters as { questions: { id: string }[] }[]).flatMap(({ questions }) =>
      questions.map((question) => question.id),
    );
    expect(body.depth).toBe('core');
    expect(asked).toContain('W14');
    expect(asked).not.toContain('W15');
  });
});

describe('a link', () => {
  it('opens as often as one likes; the first reading begins the round', async () => {
    const round = await rounds.open();
    for (let i = 0; i < 3; i += 1) expect((await rounds.respond(round.link).get(api('/respond'))).status).toBe(200);
    const { body } = await rounds.respond(round.link).get(api('/respond'));
    expect(body).toMatchObject({
      state: 'in_progress',
      readOnly: false,
      tenant: 'Tenant assessing-buyer',
      site: { id: round.siteId, country: 'BGD' },
    });
    const events = await rounds.rows(`SELECT action, actor_kind FROM audit_event WHERE subject_id = $1 ORDER BY id`, [round.id]);
    expect(events).toEqual([
      { action: 'assessment.sent', actor_kind: 'person' },
      { action: 'assessment.opened', actor_kind: 'contact' },
    ]);
  });

  it('reads in the language one asks for, and never shows how answers count', async () => {
    const round = await rounds.open();
    const russian = await rounds.respond(round.link).get(api('/respond?language=ru'));
    expect(russian.body.questionnaire).toMatchObject({ language: 'ru', dir: 'ltr' });
    expect(JSON.stringify(russian.body.questionnaire)).toMatch(/[а-яё]{5}/);
    const finnish = await rounds.respond(round.link).get(api('/respond?language=fi'));
    expect(finnish.body.questionnaire.language).toBe('en');
    expect(russian.text).not.toMatch(/"(weight|redFlags|failed|counts|exposure|laws|ilo|action|depth|returning)"/);
    const options = (russian.body.questionnaire.chapters as { questions: { options: object[] }[] }[]).flatMap(({ questions }) =>
      questions.flatMap((q) => q.options),
    );
    expect(options.every((option) => Object.keys(option).sort().join() === 'exclusive,id,text')).toBe(true);
  });

  it('is refused when it is wrong, revoked or expired, and says which', async () => {
    const round = await rounds.open();
    const wrong = await rounds.respond(`${round.link.slice(0, -4)}AAAA`).get(api('/respond'));
    expect([wrong.status, wrong.body.code]).toEqual([401, 'LINK_INVALID']);
    expect((await rounds.respond('plk_nonsense').get(api('/respond'))).body.code).toBe('LINK_INVALID');
    const made = await rounds
      .officer()
      .post(api(`/assessments/${round.id}/links`))
      .send({ contactId: round.contactIds[0] });
    expect(made.status).toBe(201);
    const second = (made.body.url as string).split('#')[1] ?? '';
    expect((await rounds.respond(second).get(api('/respond'))).status).toBe(200);
    expect((await rounds.officer().delete(api(`/assessments/${round.id}/links/${made.body.id}`))).status).toBe(204);
    const revoked = await rounds.respond(second).get(api('/respond'));
    expect([revoked.status, revoked.body.code]).toEqual([410, 'LINK_REVOKED']);
    expect((await rounds.respond(round.link).get(api('/respond'))).status).toBe(200);
    await world.admin.query(`UPDATE assessment_link SET expires_at = now() - interval '1 second' WHERE assessment_id = $1`, [round.id]);
    const expired = await rounds.respond(round.link).get(api('/respond'));
    expect([expired.status, expired.body.code]).toEqual([410, 'LINK_EXPIRED']);
  });

  it('opens nothing but its own assessment: not the tenant’s routes, not another supplier’s files', async () => {
    const [one, other] = [await rounds.open(), await rounds.open()];
    expect((await rounds.respond(one.link).get(api('/assessments'))).status).toBe(403);
    expect((await rounds.officer().get(api('/respond'))).status).toBe(403);
    const file = await rounds.upload(other.link, PNG, 'proof.png');
    expect(file.status).toBe(201);
    expect((await rounds.respond(one.link).get(api(`/respond/evidence/${file.body.id}/url`))).status).toBe(404);
    expect((await rounds.respond(one.link).delete(api(`/respond/evidence/${file.body.id}`))).status).toBe(404);
  });
});

describe('the list', () => {
  it('filters and turns its pages without losing or repeating an assessment', async () => {
    const all: string[] = [];
    let after = '';
    do {
      const { body } = await rounds.officer().get(api(`/assessments?limit=3&after=${after}`));
      all.push(...(body.items as { id: string }[]).map(({ id }) => id));
      after = (body.next as string | null) ?? '';
    } while (after !== '');
    const [{ count } = { count: 0 }] = await rounds.rows('SELECT count(*)::int AS count FROM assessment WHERE tenant_id = $1', [
      buyer.tenantId,
    ]);
    expect(all).toHaveLength(Number(count));
    expect(new Set(all).size).toBe(all.length);
    const [site] = await rounds.rows('SELECT site_id FROM assessment WHERE tenant_id = $1 ORDER BY id LIMIT 1', [buyer.tenantId]);
    await rounds.send([String(site?.['site_id'])], { audience: 'buyer' });
    const own = await rounds.officer().get(api('/assessments?state=sent&audience=buyer'));
    expect((own.body.items as { siteId: string }[]).map(({ siteId }) => siteId)).toEqual([site?.['site_id']]);
    expect((await rounds.officer().get(api('/assessments?dueBefore=2020-01-01'))).body.items).toEqual([]);
    const ofSite = await rounds.officer().get(api(`/assessments?siteId=${String(site?.['site_id'])}`));
    expect((ofSite.body.items as { audience: string }[]).map(({ audience }) => audience)).toEqual(['buyer', 'supplier']);
    const [{ supplierId }] = ofSite.body.items as [{ supplierId: string }];
    const ofSupplier = await rounds.officer().get(api(`/assessments?supplierId=${supplierId}&audience=supplier`));
    expect((ofSupplier.body.items as { siteId: string }[]).map(({ siteId }) => siteId)).toEqual([site?.['site_id']]);
    expect((await rounds.officer().get(api('/assessments?state=lost'))).status).toBe(400);
    expect((await rounds.officer().get(api('/assessments?site=lost'))).status).toBe(400);
  });

  it('is read by auditors, who change nothing; and is hidden from every other tenant', async () => {
    const { id, siteId } = await rounds.open();
    const auditor = await world.join(buyer, 'auditor');
    expect((await world.as(auditor.token).get(api(`/assessments/${id}`))).status).toBe(200);
    expect(
      (
        await world
          .as(auditor.token)
          .post(api('/assessments'))
          .send({ siteIds: [siteId] })
      ).status,
    ).toBe(403);
    expect((await world.as(auditor.token).post(api(`/assessments/${id}/cancel`))).status).toBe(403);
    const stranger = await world.signUp('third-buyer');
    const foreign = await world.as(stranger.token).get(api(`/assessments/${id}`));
    expect([foreign.status, foreign.body.code]).toEqual([404, 'ASSESSMENT_NOT_FOUND']);
    expect((await world.as(stranger.token).post(api(`/assessments/${id}/cancel`))).status).toBe(404);
    expect(
      (
        await world
          .as(stranger.token)
          .post(api(`/assessments/${id}/links`))
          .send({ contactId: siteId })
      ).status,
    ).toBe(404);
  });
});

describe('a letter', () => {
  it('is not sent to someone who was erased before it went out', async () => {
    const quiet = await World.start({ work: false });
    try {
      const buyer = await quiet.signUp('slow-mail');
      const { siteId, contactIds } = await makeSite(quiet, buyer.tenantId, 'Erased', [{ email: 'erased@assessed.example' }]);
      await quiet
        .as(buyer.token)
        .post(api('/assessments'))
        .send({ siteIds: [siteId] });
      await quiet.admin.query(`UPDATE contact SET status = 'erased', email_sealed = NULL, name_sealed = NULL WHERE id = $1`, [
        contactIds[0],
      ]);
      const { SendMailWorker } = await import('../../src/modules/mail/send-mail.worker.js');
      const [mail] = (await quiet.admin.query<{ id: string }>('SELECT id FROM mail WHERE contact_id = $1', [contactIds[0]])).rows;
      const payload = { tenantId: buyer.tenantId, mailId: mail?.id ?? '' };
      await quiet.app.get(SendMailWorker).run(payload);
      await quiet.app.get(SendMailWorker).run(payload);
      expect(await quiet.letters()).toEqual([]);
      const { rows: stored } = await quiet.admin.query('SELECT sent_at, dropped_reason FROM mail WHERE id = $1', [mail?.id]);
      expect(stored).toEqual([{ sent_at: null, dropped_reason: 'recipient_erased' }]);
    } finally {
      await quiet.stop();
    }
  });
});
