import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { makeSite } from '../support/assessed-sites.js';
import { type SignedIn, World } from '../support/world.js';

const LETTER = '/api/v1/mail-templates/assessment_invitation/en';
const MINE = { subject: '{buyer} needs your help: {site}', paragraphs: ['Dear partner,', 'please answer by {due}:', '{link}'] };

let world: World;
let admin: SignedIn;
let other: SignedIn;

beforeAll(async () => {
  world = await World.start();
  admin = await world.signUp('wording');
  other = await world.signUp('wording-other');
});
afterAll(() => world.stop());

const as = (who: SignedIn = admin) => world.as(who.token);

async function invited(who: SignedIn, name: string) {
  const email = `${name}@wording.example`;
  const { siteId } = await makeSite(world, who.tenantId, name, [{ email }]);
  await as(who)
    .post('/api/v1/assessments')
    .send({ siteIds: [siteId] })
    .expect(201);
  return world.letterTo(email);
}

describe('a tenant’s own letters', () => {
  it('begin as ours, are written in its words, and still tell what to do for someone who is afraid', async () => {
    const ours = (await as().get(LETTER).expect(200)).body as { alwaysAdded: string[] };
    expect(ours).toMatchObject({
      own: false,
      version: 0,
      reviewed: true,
      placeholders: expect.arrayContaining(['buyer', 'site', 'due', 'link']),
    });
    expect(ours.alwaysAdded.join(' ')).toContain('If you are afraid');
    const mine = (
      await as()
        .put(LETTER)
        .send({ ...MINE, version: 0 })
        .expect(200)
    ).body;
    expect(mine).toMatchObject({ ...MINE, own: true, version: 1, writtenAt: expect.any(String) });

    const letter = await invited(admin, 'with-own-words');
    expect(letter.subject).toBe('Tenant wording needs your help: with-own-words site');
    expect(letter.text).toContain('Dear partner,');
    expect(letter.text).toContain('If you are afraid to answer');
    expect((await invited(other, 'of-another')).text).not.toContain('Dear partner');
    expect((await as(other).get('/api/v1/mail-templates').expect(200)).body.items).toEqual([]);
    expect((await as().get('/api/v1/mail-templates').expect(200)).body.items).toEqual([
      expect.objectContaining({ kind: 'assessment_invitation', language: 'en' }),
    ]);
  });

  it('keep every version with who and when, and go back to ours', async () => {
    expect(
      (
        await as()
          .put(LETTER)
          .send({ ...MINE, version: 0 })
      ).body.code,
    ).toBe('VERSION_CONFLICT');
    await as()
      .put(LETTER)
      .send({ ...MINE, subject: '{buyer} asks', version: 1 })
      .expect(200);
    await as().delete(LETTER).expect(204);
    await as().delete(LETTER).expect(204);
    expect((await as().get(LETTER)).body).toMatchObject({ own: false, version: 3 });
    const { items } = (await as().get(`${LETTER}/versions`).expect(200)).body as { items: { version: number; subject: string | null }[] };
    expect(items.map(({ version, subject }) => [version, subject])).toEqual([
      [3, null],
      [2, '{buyer} asks'],
      [1, MINE.subject],
    ]);
    expect((await invited(admin, 'back-to-ours')).subject).toContain('asks about working conditions');
    const { rows } = await world.admin.query("SELECT action FROM audit_event WHERE subject_kind = 'mail_template' ORDER BY id");
    expect(rows.map(({ action }) => action)).toEqual(['mail_template.written', 'mail_template.written', 'mail_template.withdrawn']);
  });

  it('are refused with every problem at once, and nothing is stored', async () => {
    const bad = { subject: 'See {secret}', paragraphs: ['<img src="https://tracker.example/p.gif">'], version: 3 };
    const refused = (await as().put(LETTER).send(bad).expect(400)).body as { code: string; problems: { path: string; code: string }[] };
    expect(refused.code).toBe('TEMPLATE_INVALID');
    expect(refused.problems.map(({ path, code }) => `${path} ${code}`)).toEqual([
      'subject PLACEHOLDER_UNKNOWN',
      'paragraphs.0 HTML_REFUSED',
      'paragraphs.0 ADDRESS_REFUSED',
      'paragraphs LINK_MISSING',
    ]);
    expect((await as().get(LETTER)).body.version).toBe(3);
    expect(
      (
        await as()
          .put('/api/v1/mail-templates/assessment_invitation/de')
          .send({ ...MINE, version: 0 })
      ).body.code,
    ).toBe('TEMPLATE_NOT_FOUND');
    expect((await as().get('/api/v1/mail-templates/toString/en')).body.code).toBe('TEMPLATE_NOT_FOUND');
  });

  it('are shown whole before they are stored', async () => {
    const shown = (
      await as()
        .post(`${LETTER}/preview`)
        .send({ paragraphs: ['Short: {link}'] })
        .expect(200)
    ).body as { subject: string; text: string };
    expect(shown.subject).toContain('Example Trading');
    expect(shown.text).toContain('Short: http://plumbline.test/respond#example');
    expect(shown.text).toContain('If you are afraid');
    const inUrdu = (await as().post('/api/v1/mail-templates/assessment_reminder/ur/preview').send({}).expect(200)).body as { text: string };
    expect(inUrdu.text).toContain('السلام علیکم');
    expect(
      (
        await as()
          .post(`${LETTER}/preview`)
          .send({ paragraphs: ['No way in.'] })
      ).body.code,
    ).toBe('TEMPLATE_INVALID');
  });
});
