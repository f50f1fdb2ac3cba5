import fs from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { untilIdle } from '../../src/demo/idle.js';
import { api, type Round, Rounds } from '../support/rounds.js';
import { type SignedIn, World } from '../support/world.js';

let world: World;
let buyer: SignedIn;
let rounds: Rounds;
const logged: string[] = [];

beforeAll(async () => {
  process.env['LOG_LEVEL'] = 'debug';
  const real = fs.writeSync.bind(fs) as (...args: unknown[]) => number;
  jest.spyOn(fs, 'writeSync').mockImplementation((...args: unknown[]) => {
    if (args[0] !== 2) return real(...args);
    logged.push(String(args[1]));
    return Buffer.byteLength(String(args[1]));
  });
  world = await World.start();
  buyer = await world.signUp('linked-buyer');
  rounds = new Rounds(world, buyer);
});

afterAll(async () => {
  await world.stop();
  jest.restoreAllMocks();
  delete process.env['LOG_LEVEL'];
});

const ask = (token: string) => world.http.post(api('/respond/new-link')).send({ token });
const read = (token: string) => world.as(token).get(api('/respond'));
const secretOf = (token: string): string => token.split('.')[2] ?? '';
const expire = (round: Round) =>
  rounds.rows(`UPDATE assessment_link SET expires_at = now() - interval '1 day' WHERE assessment_id = $1`, [round.id]);
const lettersTo = async (email: string): Promise<string[]> => {
  await untilIdle(world.app);
  return (await world.letters()).filter(({ to }) => to.includes(email)).map(({ text }) => /#(plk_\S+)/.exec(text)?.[1] ?? '');
};
const linkIdOf = (token: string): string => token.split('.')[1] ?? '';

describe('a link', () => {
  it('is opened as often as one likes and never used up', async () => {
    const { link } = await rounds.open();
    for (let i = 0; i < 3; i += 1) expect((await read(link)).status).toBe(200);
  });

  it('that is wrong, expired or revoked says so, and whether a new one can be asked for', async () => {
    const round = await rounds.open();
    const wrong = await read(`${round.link.slice(0, -1)}${round.link.endsWith('A') ? 'B' : 'A'}`);
    expect(wrong.body).toMatchObject({
      status: 401,
      code: 'LINK_INVALID',
      problems: [{ code: 'NEW_LINK_NOT_POSSIBLE', mayAskForNew: false }],
    });
    await expire(round);
    const expired = await read(round.link);
    expect(expired.body).toMatchObject({
      status: 410,
      code: 'LINK_EXPIRED',
      problems: [{ code: 'NEW_LINK_POSSIBLE', mayAskForNew: true }],
    });
    await rounds.officer().delete(api(`/assessments/${round.id}/links/${linkIdOf(round.link)}`));
    const revoked = await read(round.link);
    expect(revoked.body).toMatchObject({
      status: 410,
      code: 'LINK_REVOKED',
      problems: [{ code: 'NEW_LINK_NOT_POSSIBLE', mayAskForNew: false }],
    });
    for (const { text } of [wrong, expired, revoked]) expect(text).not.toContain(secretOf(round.link));
  });
});

describe('a new link', () => {
  it('goes to the registered contact alone, opens the same round, and takes the place of the old one', async () => {
    const round = await rounds.open();
    await rounds.save(round.link, [{ question: 'R3', state: 'unknown', version: 0 }]);
    await expire(round);
    const asked = await world.http.post(api('/respond/new-link')).send({ token: round.link, email: 'thief@elsewhere.example' });
    expect(asked.status).toBe(400);
    expect((await ask(round.link)).status).toBe(202);
    const [, fresh = ''] = await lettersTo(round.email);
    expect(fresh).not.toBe(round.link);
    const shown = await read(fresh);
    expect(shown.body).toMatchObject({ assessmentId: round.id, answers: [{ question: 'R3' }] });
    expect((await world.letters()).some(({ to }) => to.includes('elsewhere'))).toBe(false);
    expect((await read(round.link)).body.code).toBe('LINK_REVOKED');
    expect((await read(round.link)).body.problems[0].mayAskForNew).toBe(true);
  });

  it('is sent once an hour however often and however many at once ask', async () => {
    const round = await rounds.open();
    await expire(round);
    const answers = await Promise.all(Array.from({ length: 6 }, () => ask(round.link)));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 6 }, () => 202));
    const [, fresh = '', ...more] = await lettersTo(round.email);
    expect(more).toEqual([]);
    expect((await ask(fresh)).status).toBe(202);
    expect(await lettersTo(round.email)).toHaveLength(2);
    await rounds.rows(`UPDATE assessment_link SET created_at = created_at - interval '61 minutes' WHERE assessment_id = $1`, [round.id]);
    await ask(round.link);
    expect(await lettersTo(round.email)).toHaveLength(3);
  });

  it('is refused in the same words to whoever an officer shut out, whatever link they hold', async () => {
    const bodies: string[] = [];
    const told = async (token: string) => {
      const answer = await ask(token);
      expect(answer.status).toBe(202);
      bodies.push(answer.text);
    };
    const officers = await rounds.open();
    await rounds.officer().delete(api(`/assessments/${officers.id}/links/${linkIdOf(officers.link)}`));
    await told(officers.link);
    expect(await lettersTo(officers.email)).toHaveLength(1);

    const renewed = await rounds.open();
    await expire(renewed);
    await told(renewed.link);
    const [, fresh = ''] = await lettersTo(renewed.email);
    await rounds.officer().delete(api(`/assessments/${renewed.id}/links/${linkIdOf(fresh)}`));
    await rounds.rows(`UPDATE assessment_link SET created_at = created_at - interval '2 hours' WHERE assessment_id = $1`, [renewed.id]);
    await told(renewed.link);
    await told(fresh);
    expect(await lettersTo(renewed.email)).toHaveLength(2);

    const archived = await rounds.open();
    await rounds.officer().post(api(`/contacts/${archived.contactIds[0]}/archive`));
    await told(archived.link);
    expect(await lettersTo(archived.email)).toHaveLength(1);

    const cancelled = await rounds.open();
    await rounds.officer().post(api(`/assessments/${cancelled.id}/cancel`));
    await told(cancelled.link);
    expect(await lettersTo(cancelled.email)).toHaveLength(1);

    for (const token of ['nonsense', `plk_${buyer.tenantId}.${buyer.tenantId}.${'x'.repeat(43)}`, '']) await told(token);
    expect(new Set(bodies).size).toBe(1);
  });

  it('goes to the new address where the officer has changed it, and never to the old one', async () => {
    const round = await rounds.open();
    const moved = `moved-${round.email}`;
    const changed = await rounds
      .officer()
      .patch(api(`/contacts/${round.contactIds[0]}`))
      .send({ email: moved, version: 1 });
    expect(changed.status).toBe(200);
    expect((await read(round.link)).body).toMatchObject({ code: 'LINK_REVOKED', problems: [{ mayAskForNew: true }] });
    await ask(round.link);
    expect(await lettersTo(`<${round.email}`)).toHaveLength(1);
    const [fresh = ''] = await lettersTo(moved);
    expect((await read(fresh)).status).toBe(200);
  });
});

describe('the token', () => {
  it('is in no line of the log, in no error and in no referrer', async () => {
    const round = await rounds.open();
    const secret = secretOf(round.link);
    const answers = [
      await read(round.link),
      await read(`${round.link}x`),
      await world.http.get(api(`/respond?token=${round.link}`)),
      await world.http.get(`/respond?token=${round.link}`),
      await world.http.get(api(`/respond/${round.link}`)),
      await world.http.post(api('/respond/new-link')).set('content-type', 'application/json').send(`{"token": "${round.link}`),
      await world.http.post(api('/respond/new-link')).send({ token: [round.link], [round.link]: 1 }),
      await world.http.post(api('/respond/new-link')).send({ token: round.link.repeat(9) }),
      await ask(round.link),
      await rounds.save(round.link, [{ question: round.link, state: 'answered', value: round.link, version: 0 }]),
    ];
    await untilIdle(world.app);
    const lines = logged.join('\n');
    expect(logged.length).toBeGreaterThan(answers.length);
    expect(lines).toContain('/api/v1/respond/new-link');
    expect(lines).not.toContain(secret);
    for (const answer of answers) {
      expect(answer.headers['referrer-policy']).toBe('no-referrer');
      expect(JSON.stringify(answer.headers)).not.toContain(secret);
    }
    // What a caller sent under a name of its own choosing may be named back to that caller alone.
    expect(answers.filter(({ text }) => text.includes(secret)).length).toBeLessThanOrEqual(1);
  });

  it('is explained on the page that a letter leads to, without any script', async () => {
    const page = await world.http.get('/respond');
    expect(page.text).toContain('If the link does not open');
    expect(page.text).toContain('Если ссылка не открывается');
    expect(page.text).not.toMatch(/<script|https?:\/\//);
  });
});
