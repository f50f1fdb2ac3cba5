import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { untilIdle } from '../../src/demo/idle.js';
import { addDays, dayOf } from '../../src/domain/shared/instant.js';
import { MailService } from '../../src/modules/mail/mail.service.js';
import { SendRemindersWorker } from '../../src/modules/reminders/send-reminders.worker.js';
import { SweepWorker } from '../../src/platform/sweep/sweep.worker.js';
import { answerMissing, makeSite, type TestSite } from '../support/assessed-sites.js';
import { lettersTo, subjectsTo, sweepNow, travelTo } from '../support/travel.js';
import { type SignedIn, World } from '../support/world.js';

/** A site in Bangladesh: nine in the morning is three o'clock in UTC. */
const MORNING = 'T03:00:30.000Z';

interface Asked extends TestSite {
  readonly id: string;
  readonly dueOn: string;
  readonly first: string;
}

let world: World;
let admin: SignedIn;
let officer: SignedIn;
let firms = 0;

beforeAll(async () => {
  world = await World.start();
  admin = await world.signUp('reminding');
  officer = await world.join(admin, 'officer');
});
afterAll(() => world.stop());

/** The clock moves on, so everybody signs in anew. */
const as = async (who: SignedIn) => world.as((await world.signIn(who.slug, who.email, who.password)).token);
const day = (asked: Asked, days: number): string => dayOf(addDays(asked.dueOn, days));
const morning = (asked: Asked, days: number): string => `${day(asked, days)}${MORNING}`;

async function ask(options: { readonly days?: number; readonly audience?: 'buyer'; readonly contacts?: number } = {}): Promise<Asked> {
  const n = (firms += 1);
  const emails = Array.from({ length: options.contacts ?? 1 }, (_, i) => ({ email: `contact-${n}-${i}@reminding.example` }));
  const site = await makeSite(world, admin.tenantId, `Reminded ${n}`, emails);
  const dueOn = dayOf(addDays(world.clock.today(), options.days ?? 30));
  const body = { siteIds: [site.siteId], dueOn, ...(options.audience === undefined ? {} : { audience: options.audience }) };
  const sent = await (await as(officer)).post('/api/v1/assessments').send(body).expect(201);
  await untilIdle(world.app);
  return { ...site, id: sent.body.sent[0].assessmentId as string, dueOn, first: `contact-${n}-0@reminding.example` };
}

const stepsOf = async ({ id }: Asked): Promise<string[]> =>
  (await world.admin.query<{ step: string }>('SELECT step FROM reminder WHERE assessment_id = $1 ORDER BY sent_at, step', [id])).rows.map(
    ({ step }) => step,
  );

async function sweepAt(instant: string): Promise<void> {
  travelTo(world, instant);
  await sweepNow(world);
}

describe('reminders of a round that nobody answers', () => {
  it('go to the contact in their morning, after the grace to a second one, to the owner and to the officer; each once, with a link that opens', async () => {
    const asked = await ask();
    const owner = await world.join(admin, 'officer', 'owner@reminding.example');
    const me = (await (await as(owner)).get('/api/v1/me').expect(200)).body as { id: string };
    const http = await as(officer);
    await http.put(`/api/v1/suppliers/${asked.supplierId}/relationship`).send({ ownerId: me.id, tags: [] }).expect(200);
    const contact = { name: 'Second Contact', email: 'second@reminding.example', language: 'ru', timeZone: 'Asia/Tokyo' };
    await http.post(`/api/v1/suppliers/${asked.supplierId}/contacts`).send(contact).expect(201);
    await sweepNow(world);
    expect(await stepsOf(asked)).toEqual([]);

    await sweepAt(`${day(asked, -7)}T02:50:00.000Z`);
    expect(await stepsOf(asked)).toEqual([]);
    for (const days of [-7, -7, -3, -1, 0, 1, 1])
      await sweepAt(days < 0 || days > 0 ? morning(asked, days) : `${day(asked, 0)}T09:00:00.000Z`);
    expect(await stepsOf(asked)).toEqual(['before_7', 'before_3', 'before_1', 'overdue']);

    await sweepAt(`${day(asked, 8)}T00:01:00.000Z`);
    expect(await stepsOf(asked)).toHaveLength(5);
    await sweepAt(`${day(asked, 9)}T09:01:00.000Z`);
    await sweepAt(`${day(asked, 10)}T09:01:00.000Z`);
    await sweepAt(`${day(asked, 11)}T09:01:00.000Z`);
    await sweepAt(`${day(asked, 30)}T09:01:00.000Z`);
    expect(await stepsOf(asked)).toEqual(['before_7', 'before_3', 'before_1', 'overdue', 'second_contact', 'owner', 'officers']);

    expect(await subjectsTo(world, asked.first)).toEqual([
      expect.stringContaining('asks about working conditions'),
      expect.stringContaining('is waiting for your answers'),
      expect.stringContaining('is waiting for your answers'),
      expect.stringContaining('is waiting for your answers'),
      expect.stringContaining('the day for your answers has passed'),
    ]);
    const [toSecond, ...more] = await lettersTo(world, contact.email);
    expect(more).toEqual([]);
    expect(toSecond?.text).toContain('Мы пишем вам как другому контактному лицу');
    await world
      .as(/#(plk_\S+)/.exec(toSecond?.text ?? '')?.[1] ?? '')
      .get('/api/v1/respond')
      .expect(200);
    for (const address of ['owner@reminding.example', officer.email]) {
      const toPeople = (await lettersTo(world, address)).filter(({ subject }) => subject.includes('no answers about'));
      expect(toPeople).toHaveLength(1);
      expect(toPeople[0]?.text).toContain(`/assessments/${asked.id}`);
    }
    const { rows } = await world.admin.query<{ at: string }>('SELECT remind_at::text AS at FROM assessment WHERE id = $1', [asked.id]);
    expect(rows).toEqual([{ at: 'infinity' }]);
  });

  it('are told in the log, each with its step and no name', async () => {
    const asked = await ask({ days: 9 });
    await sweepNow(world);
    await sweepAt(morning(asked, -7));
    const { rows } = await world.admin.query("SELECT after FROM audit_event WHERE subject_id = $1 AND action = 'reminder.sent'", [
      asked.id,
    ]);
    expect(rows).toEqual([{ after: { step: 'before_7', dueOn: asked.dueOn, recipientId: asked.contactIds[0] } }]);
  });

  it('follow the contact’s own clocks where they are known', async () => {
    const asked = await ask({ days: 10 });
    const contact = (await (await as(officer)).get(`/api/v1/contacts/${asked.contactIds[0]}`).expect(200)).body as { version: number };
    const change = (timeZone: unknown) =>
      as(officer).then((http) => http.patch(`/api/v1/contacts/${asked.contactIds[0]}`).send({ timeZone, version: contact.version }));
    expect((await change('Asia/Nowhere')).status).toBe(400);
    expect((await change('America/Chicago')).body).toMatchObject({ timeZone: 'America/Chicago' });
    await sweepNow(world);
    await sweepAt(morning(asked, -7));
    expect(await stepsOf(asked)).toEqual([]);
    await sweepAt(`${day(asked, -7)}T15:01:00.000Z`);
    expect(await stepsOf(asked)).toEqual(['before_7']);
  });
});

describe('no reminder is written', () => {
  it('on the day on which a round is sent, nor more than one for mornings that were missed', async () => {
    const asked = await ask({ days: 2 });
    await sweepNow(world);
    expect(await stepsOf(asked)).toEqual([]);
    await sweepAt(`${day(asked, 0)}T03:30:00.000Z`);
    expect(await stepsOf(asked)).toEqual(['before_1']);
  });

  it('once the answers are in, the round is cancelled, or the contact’s link is withdrawn', async () => {
    const [submitted, cancelled, revoked, archived] = [
      await ask({ days: 9 }),
      await ask({ days: 9 }),
      await ask({ days: 9 }),
      await ask({ days: 9 }),
    ];
    await sweepNow(world);
    const link = await world.linkTo(submitted.first);
    await answerMissing(world, link);
    await world.as(link).post('/api/v1/respond/submit').expect(200);
    const http = await as(officer);
    await http.post(`/api/v1/assessments/${cancelled.id}/cancel`).expect(200);
    const { rows } = await world.admin.query<{ id: string }>('SELECT id FROM assessment_link WHERE assessment_id = $1', [revoked.id]);
    await http.delete(`/api/v1/assessments/${revoked.id}/links/${rows[0]?.id}`).expect(204);
    await http.post(`/api/v1/contacts/${archived.contactIds[0]}/archive`).expect(200);
    for (const days of [-7, -3, -1, 1]) await sweepAt(morning(submitted, days));
    for (const asked of [submitted, cancelled, revoked, archived]) {
      expect(await stepsOf(asked)).toEqual([]);
      // The invitation alone, and the receipt of what was submitted.
      expect(await subjectsTo(world, asked.first)).toHaveLength(asked === submitted ? 2 : 1);
    }
  });

  it('about an archived site, until it is taken up again', async () => {
    const asked = await ask({ days: 9 });
    await sweepNow(world);
    await world.admin.query("UPDATE site SET status = 'archived' WHERE id = $1", [asked.siteId]);
    await sweepAt(morning(asked, -7));
    expect(await stepsOf(asked)).toEqual([]);
    await world.admin.query("UPDATE site SET status = 'active' WHERE id = $1", [asked.siteId]);
    await sweepAt(`${day(asked, -7)}T04:30:00.000Z`);
    expect(await stepsOf(asked)).toEqual(['before_7']);
  });
});

describe('a round that came back', () => {
  it('is reminded of anew, by its new due date', async () => {
    const asked = await ask({ days: 12 });
    await sweepNow(world);
    await sweepAt(morning(asked, -7));
    const link = await world.linkTo(asked.first);
    await answerMissing(world, link);
    await world.as(link).post('/api/v1/respond/submit').expect(200);
    const dueOn = day(asked, 20);
    const questions = [{ question: 'S1', decision: 'returned', comment: 'Please look again.' }];
    await (await as(officer)).post(`/api/v1/assessments/${asked.id}/return`).send({ questions, dueOn }).expect(200);
    await sweepNow(world);
    await sweepAt(morning(asked, 13));
    expect(await stepsOf(asked)).toEqual(['before_7', 'before_7']);
    expect((await lettersTo(world, asked.first)).at(-1)?.text).toContain(String(Number(dueOn.slice(8))));
  });
});

describe('the buyer’s own questions', () => {
  it('are brought to mind of the officer who sent them, and of no contact', async () => {
    const asked = await ask({ days: 9, audience: 'buyer' });
    await sweepNow(world);
    await sweepAt(`${day(asked, -7)}T09:01:00.000Z`);
    expect(await stepsOf(asked)).toEqual(['before_7']);
    expect((await subjectsTo(world, officer.email)).at(-1)).toContain('your own questions about');
    expect(await subjectsTo(world, asked.first)).toEqual([]);
  });
});

describe('exactly once', () => {
  it('holds where five sweeps and five workers run at the same moment', async () => {
    const rounds = [await ask({ days: 9 }), await ask({ days: 9 }), await ask({ days: 9 })];
    await sweepNow(world);
    travelTo(world, morning(rounds[0] as Asked, -7));
    const worker = world.app.get(SendRemindersWorker);
    await Promise.all([
      ...Array.from({ length: 5 }, () => world.app.get(SweepWorker).run()),
      ...Array.from({ length: 5 }, () => worker.run({ tenantId: admin.tenantId })),
    ]);
    await untilIdle(world.app);
    for (const asked of rounds) {
      expect(await stepsOf(asked)).toEqual(['before_7']);
      expect(await subjectsTo(world, asked.first)).toHaveLength(2);
    }
  });

  it('holds where the worker dies after the letter is promised and before it is done', async () => {
    const asked = await ask({ days: 9 });
    await sweepNow(world);
    travelTo(world, morning(asked, -7));
    const mail = world.app.get(MailService);
    const real = mail.queueAllWithin.bind(mail);
    const spy = jest.spyOn(mail, 'queueAllWithin').mockImplementationOnce(async (...args) => {
      await real(...args);
      throw new Error('killed');
    });
    try {
      await expect(world.app.get(SendRemindersWorker).run({ tenantId: admin.tenantId })).rejects.toThrow('killed');
      expect(await stepsOf(asked)).toEqual([]);
      await sweepNow(world);
    } finally {
      spy.mockRestore();
    }
    expect(await stepsOf(asked)).toEqual(['before_7']);
    expect(await subjectsTo(world, asked.first)).toHaveLength(2);
  });
});

describe('the search for what is due', () => {
  it('reads an index of rounds that wait, and nothing else', async () => {
    const client = await world.admin.connect();
    try {
      await client.query('BEGIN; SET LOCAL enable_seqscan = off');
      const { rows } = await client.query<{ 'QUERY PLAN': string }>(
        "EXPLAIN SELECT DISTINCT tenant_id FROM assessment WHERE state IN ('sent', 'in_progress', 'returned') AND remind_at <= now()",
      );
      expect(rows.map((row) => row['QUERY PLAN']).join('\n')).toMatch(/Index .*assessment_to_remind/);
    } finally {
      await client.query('ROLLBACK');
      client.release();
    }
  });
});
