import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { untilIdle } from '../../src/demo/idle.js';
import { answerMissing } from '../support/assessed-sites.js';
import { api, choose, PNG, type Round, Rounds } from '../support/rounds.js';
import { type SignedIn, World } from '../support/world.js';

let world: World;
let buyer: SignedIn;
let rounds: Rounds;
let people = 0;

beforeAll(async () => {
  world = await World.start();
  buyer = await world.signUp('delegating-buyer');
  rounds = new Rounds(world, buyer);
});

afterAll(async () => {
  await world.stop();
});

const handOver = (round: Round, chapters: readonly string[], more: object = {}) => {
  const email = `colleague${(people += 1)}@assessed.example`;
  return rounds
    .respond(round.link)
    .post(api('/respond/delegations'))
    .send({ email, name: 'Nadia Example', language: 'en', chapters, ...more });
};

/** A colleague with a link to some chapters. */
async function delegate(
  round: Round,
  chapters: readonly string[],
): Promise<{ id: string; contactId: string; email: string; link: string }> {
  const made = await handOver(round, chapters);
  expect(made.status).toBe(201);
  const { id, contactId, email } = made.body as { id: string; contactId: string; email: string };
  return { id, contactId, email, link: await world.linkTo(email) };
}

const chaptersIn = (body: { questionnaire: { chapters: { id: string }[] } }): string[] => body.questionnaire.chapters.map(({ id }) => id);

describe('a delegate', () => {
  it('sees and uses again the documents beside the questions handed over, and no others', async () => {
    const round = await rounds.open();
    const policy = await rounds.upload(round.link, Buffer.from('The policy.'), 'policy.txt', { question: 'S1' });
    const hidden = await rounds.upload(round.link, Buffer.from('The agencies.'), 'agencies.txt', { question: 'R3' });
    const { link } = await delegate(round, ['strategy']);
    const as = rounds.respond(link);
    const listed = (await as.get(api('/respond/documents'))).body.items as { id: string }[];
    expect(listed.map(({ id }) => id)).toEqual([policy.body.documentId]);
    const reuse = (documentId: unknown, question: string) => as.post(api('/respond/evidence/reuse')).send({ documentId, question });
    expect((await reuse(policy.body.documentId, 'S2')).status).toBe(201);
    expect((await reuse(hidden.body.documentId, 'S2')).body.code).toBe('DOCUMENT_NOT_FOUND');
    expect((await reuse(policy.body.documentId, 'R3')).body.code).toBe('QUESTION_NOT_IN_PART');
    expect((await as.get(api(`/respond/documents/${hidden.body.documentId}/url`))).status).toBe(404);
    expect((await as.get(api(`/respond/evidence/${hidden.body.id}/url`))).status).toBe(404);
    expect((await as.get(api(`/respond/evidence/${policy.body.id}/url`))).status).toBe(200);
    expect((await as.get(api('/respond/third-party-results'))).status).toBe(403);
  });

  it('gets a link of their own by mail, and sees and counts the chapters handed over alone', async () => {
    const round = await rounds.open();
    await rounds.save(round.link, [choose('R3', 'yes'), { ...choose('R4', 'none'), comment: 'Ask Ms Periwinkle' }]);
    const { link, email } = await delegate(round, ['strategy']);
    expect((await world.letterTo(email)).subject).toContain('A colleague asks you');
    const { body, text } = await rounds.respond(link).get(api('/respond'));
    expect([chaptersIn(body), body.part, body.answers]).toEqual([['strategy'], ['strategy'], []]);
    expect(text).not.toContain('Periwinkle');
    const { chapters, total } = body.completeness as { chapters: { chapter: string; visible: number }[]; total: { visible: number } };
    expect(chapters).toMatchObject([{ chapter: 'strategy', visible: total.visible }]);
    const saved = await rounds.save(link, [choose('S1', 'none')]);
    expect(saved.status).toBe(200);
    expect((saved.body.visible as string[]).every((id) => id.startsWith('S'))).toBe(true);
    const whole = await rounds.respond(round.link).get(api('/respond'));
    const written = whole.body.answers as { question: string; by: { name: string } }[];
    expect(written.find(({ question }) => question === 'S1')?.by.name).toBe('Nadia Example');
  });

  it('goes on getting the right questions where a condition reads an answer that is not theirs to see', async () => {
    const round = await rounds.open();
    const all = (await rounds.respond(round.link).get(api('/respond'))).body;
    const gate = await rounds.save(round.link, [choose('R3', 'no')]);
    const { link } = await delegate(round, ['screening']);
    const before = (await rounds.respond(link).get(api('/respond'))).body;
    const visible = (body: typeof before) =>
      (body.questionnaire.chapters as { questions: { id: string; visible: boolean }[] }[]).flatMap(({ questions }) =>
        questions.filter((question) => question.visible).map(({ id }) => id),
      );
    const screening = (all.questionnaire.chapters as { id: string; questions: { id: string }[] }[]).find(({ id }) => id === 'screening');
    const ids = screening?.questions.map(({ id }) => id) ?? [];
    expect(visible(before)).toEqual((gate.body.visible as string[]).filter((id) => ids.includes(id)));
    const opened = await rounds.save(round.link, [choose('R3', 'yes', 1), choose('R4', 'none')]);
    const after = (await rounds.respond(link).get(api('/respond'))).body;
    expect(visible(after)).toEqual((opened.body.visible as string[]).filter((id) => ids.includes(id)));
    expect(visible(after)).not.toEqual(visible(before));
  });

  it('can neither answer, add files nor read files, history or print outside their part', async () => {
    const round = await rounds.open();
    const file = await rounds.upload(round.link, PNG, 'proof.png');
    await rounds.save(round.link, [choose('R3', 'yes')]);
    const { link } = await delegate(round, ['strategy']);
    const refused = await rounds.save(link, [choose('S1', 'none'), choose('R3', 'no', 1)]);
    expect([refused.status, refused.body.code, refused.body.problems[0].code]).toEqual([400, 'ANSWERS_INVALID', 'QUESTION_NOT_IN_PART']);
    expect((await rounds.upload(link, PNG, 'mine.png')).body.code).toBe('QUESTION_NOT_IN_PART');
    expect((await rounds.upload(link, PNG, 'mine.png', { question: 'S1' })).status).toBe(201);
    expect((await rounds.respond(link).get(api(`/respond/evidence/${file.body.id}`))).status).toBe(404);
    expect((await rounds.respond(link).delete(api(`/respond/evidence/${file.body.id}`))).status).toBe(403);
    const files = (await rounds.respond(link).get(api('/respond/evidence'))).body.items as { question: string }[];
    expect(files.map(({ question }) => question)).toEqual(['S1']);
    const history = (await rounds.respond(link).get(api('/respond/history'))).body.items as { question: string }[];
    expect(history).toEqual([]);
    const page = (await rounds.respond(link).get(api('/respond/print?answers=true'))).text;
    expect(page).toContain('<bdi>S1</bdi>');
    expect(page).not.toContain('<bdi>R3</bdi>');
  });

  it('can neither submit, hand over, copy nor look at the plan or the receipt', async () => {
    const round = await rounds.open();
    const { link } = await delegate(round, ['strategy']);
    const as = rounds.respond(link);
    for (const answer of [
      await as.post(api('/respond/submit')),
      await as.post(api('/respond/delegations')).send({ email: 'x@y.example', name: 'X', language: 'en', chapters: ['strategy'] }),
      await as.get(api('/respond/delegations')),
      await as.post(api('/respond/copy')).send({}),
      await as.get(api('/respond/plan')),
      await as.get(api('/respond/receipt')),
    ])
      expect([answer.status, answer.body.code]).toEqual([403, 'FORBIDDEN']);
  });

  it('is asked nothing more: neither the next round nor a return is theirs', async () => {
    const round = await rounds.open();
    const { email } = await delegate(round, ['strategy']);
    await rounds.complete(round.link);
    await rounds
      .officer()
      .post(api(`/assessments/${round.id}/return`))
      .send({ questions: [{ question: 'S1', decision: 'returned', comment: 'Please look again.' }] });
    await rounds.complete(round.link);
    await untilIdle(world.app);
    expect((await world.letters()).filter(({ to }) => to.includes(email))).toHaveLength(1);
    await rounds.officer().post(api(`/assessments/${round.id}/cancel`));
    const next = await rounds.again(round);
    await untilIdle(world.app);
    expect((await world.letters()).filter(({ to }) => to.includes(email))).toHaveLength(1);
    expect((await rounds.officer().get(api(`/assessments/${next.id}`))).body.links).toHaveLength(1);
  });
});

describe('handing over', () => {
  it('is listed and can be taken back; what was answered stays, and no new link can be had', async () => {
    const round = await rounds.open();
    const { id, link, email, contactId } = await delegate(round, ['strategy', 'remedy']);
    await rounds.save(link, [choose('S1', 'none')]);
    const list = await rounds.respond(round.link).get(api('/respond/delegations'));
    expect(list.body).toMatchObject({
      next: null,
      items: [
        {
          id,
          contactId,
          email,
          name: 'Nadia Example',
          chapters: ['strategy', 'remedy'],
          revokedAt: null,
          delegatedBy: round.contactIds[0],
        },
      ],
    });
    expect((await rounds.respond(round.link).delete(api(`/respond/delegations/${id}`))).status).toBe(204);
    expect((await rounds.respond(round.link).delete(api(`/respond/delegations/${id}`))).status).toBe(204);
    const shut = await rounds.respond(link).get(api('/respond'));
    expect(shut.body).toMatchObject({ code: 'LINK_REVOKED', problems: [{ mayAskForNew: false }] });
    await world.http.post(api('/respond/new-link')).send({ token: link });
    await untilIdle(world.app);
    expect((await world.letters()).filter(({ to }) => to.includes(email))).toHaveLength(1);
    expect((await rounds.respond(round.link).get(api('/respond'))).body.answers).toHaveLength(1);
    const links = (await rounds.officer().get(api(`/assessments/${round.id}`))).body.links as {
      id: string;
      chapters: unknown;
      revokedReason: unknown;
    }[];
    expect(links.find((one) => one.id === id)).toMatchObject({ chapters: ['strategy', 'remedy'], revokedReason: 'delegation' });
  });

  it('knows the same address as the same person, keeps names sealed, and marks them as delegates', async () => {
    const round = await rounds.open();
    const email = `Twice.${round.email}`;
    const first = await handOver(round, ['strategy'], { email });
    const second = await handOver(round, ['remedy'], { email: email.toUpperCase(), name: 'Another Name' });
    expect(second.body).toMatchObject({ contactId: first.body.contactId, name: 'Nadia Example' });
    const contact = await rounds.officer().get(api(`/contacts/${first.body.contactId}`));
    expect(contact.body).toMatchObject({ role: 'delegate', name: 'Nadia Example' });
    const [row] = await rounds.rows(`SELECT encode(name_sealed, 'escape') AS name FROM contact WHERE id = $1`, [first.body.contactId]);
    expect(row?.['name']).not.toContain('Nadia');
    const promoted = await rounds
      .officer()
      .patch(api(`/contacts/${first.body.contactId}`))
      .send({ role: 'main', version: 1 });
    expect(promoted.body.role).toBe('main');
  });

  it('refuses unknown chapters, oneself, archived people, and too many', async () => {
    const round = await rounds.open();
    expect((await handOver(round, ['nothing'])).body).toMatchObject({ code: 'DELEGATION_INVALID', problems: [{ path: 'chapters.0' }] });
    expect((await handOver(round, [])).status).toBe(400);
    expect((await handOver(round, ['strategy'], { email: round.email })).body.code).toBe('DELEGATE_IS_SELF');
    const { contactId, email } = await delegate(round, ['strategy']);
    await rounds.officer().post(api(`/contacts/${contactId}/archive`));
    expect((await handOver(round, ['strategy'], { email })).body.code).toBe('DELEGATE_ARCHIVED');
    for (let i = 0; i < 29; i += 1) expect((await handOver(round, ['strategy'])).status).toBe(201);
    expect((await handOver(round, ['strategy'])).body.code).toBe('TOO_MANY_DELEGATIONS');
    await answerMissing(world, round.link);
    await rounds.submit(round.link);
    expect((await handOver(round, ['strategy'])).body.code).toBe('ASSESSMENT_READ_ONLY');
  });
});
