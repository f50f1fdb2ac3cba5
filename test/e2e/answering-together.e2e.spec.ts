import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { untilIdle } from '../../src/demo/idle.js';
import { answerMissing } from '../support/assessed-sites.js';
import { api, choose, Rounds } from '../support/rounds.js';
import { type SignedIn, World } from '../support/world.js';

let world: World;
let buyer: SignedIn;
let rounds: Rounds;

beforeAll(async () => {
  world = await World.start();
  buyer = await world.signUp('together-buyer');
  rounds = new Rounds(world, buyer);
});

afterAll(async () => {
  await world.stop();
});

interface ShownQuestion {
  readonly id: string;
  readonly options: readonly { readonly id: string }[];
}

const choicesOf = async (link: string): Promise<readonly ShownQuestion[]> => {
  const { body } = await rounds.respond(link).get(api('/respond'));
  const chapters = body.questionnaire.chapters as { questions: (ShownQuestion & { type: string })[] }[];
  return chapters.flatMap(({ questions }) => questions.filter(({ type }) => ['yes_no', 'single'].includes(type)));
};

/** Everything that a round says of itself, but for times and ids. */
async function stateOf(link: string): Promise<unknown> {
  const { body } = await rounds.respond(link).get(api('/respond'));
  return {
    answers: (body.answers as { question: string; value: unknown; version: number }[]).map(({ question, value, version }) => [
      question,
      value,
      version,
    ]),
    completeness: body.completeness,
    visible: (body.questionnaire.chapters as { questions: { id: string; visible: boolean }[] }[]).flatMap(({ questions }) =>
      questions.filter(({ visible }) => visible).map(({ id }) => id),
    ),
  };
}

describe('many who save at once', () => {
  it('lose no answer: fifty savers of fifty answers in one round, none of whom waits for another', async () => {
    const round = await rounds.open();
    const questions = await choicesOf(round.link);
    const saves = Array.from({ length: 50 }, (_, i) => questions[i % questions.length]?.id ?? '');
    const answers = await Promise.all(
      saves.map((question, i) => {
        const options = questions.find(({ id }) => id === question)?.options ?? [];
        return rounds.save(round.link, [choose(question, options[i % options.length]?.id)]);
      }),
    );
    const won = answers.filter(({ status }) => status === 200);
    expect(answers.every(({ status }) => status === 200 || status === 409)).toBe(true);
    expect(won).toHaveLength(Math.min(50, questions.length));
    const { body } = await rounds.respond(round.link).get(api('/respond'));
    expect((body.answers as { question: string }[]).map(({ question }) => question).sort()).toEqual([...new Set(saves)].sort());
    const history = await rounds.respond(round.link).get(api('/respond/history?limit=200'));
    expect(history.body.items).toHaveLength(won.length);
  });

  it('each get what they lost back, with who wrote what when, where they answered the same question', async () => {
    const round = await rounds.open();
    await rounds.respond(round.link).get(api('/respond'));
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, i) =>
        rounds.save(round.link, [{ ...choose('R3', i % 2 === 0 ? 'yes' : 'no'), comment: `words ${i}` }]),
      ),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    answers.forEach(({ status, body }, i) => {
      if (status === 200) return;
      expect(body.problems[0]).toMatchObject({
        question: 'R3',
        current: { by: { name: 'Rahim Example' }, version: 1 },
        refused: { value: i % 2 === 0 ? 'yes' : 'no', comment: `words ${i}`, by: { name: 'Rahim Example' }, at: expect.any(String) },
      });
    });
  });

  it('come to the same state in whatever order they save, one by one or all at once', async () => {
    const first = await rounds.open();
    const questions = (await choicesOf(first.link)).slice(0, 16);
    const saves = questions.map(({ id, options }, i) => choose(id, options[i % options.length]?.id));
    const orders = [saves, [...saves].reverse(), [...saves].sort((a, b) => (a.question.slice(1) < b.question.slice(1) ? -1 : 1))];
    const states: unknown[] = [];
    for (const order of orders) {
      const { link } = await rounds.open();
      for (const save of order) expect((await rounds.save(link, [save])).status).toBe(200);
      states.push(await stateOf(link));
    }
    const together = await rounds.open();
    await Promise.all(saves.map((save) => rounds.save(together.link, [save])));
    states.push(await stateOf(together.link));
    const inOne = await rounds.open();
    await rounds.save(inOne.link, saves);
    states.push(await stateOf(inOne.link));
    for (const state of states) expect(state).toEqual(states[0]);
  });
});

describe('the history', () => {
  it('tells who answered what when and through which link, newest first, page by page and question by question', async () => {
    const round = await rounds.open();
    await rounds.save(round.link, [{ ...choose('P1', 'Kaleidoscope Holding'), comment: 'Ask me' }]);
    await rounds.save(round.link, [choose('R3', 'yes')]);
    await rounds.save(round.link, [choose('R3', 'no', 1)]);
    const linkId = round.link.split('.')[1];
    const page = await rounds.officer().get(api(`/assessments/${round.id}/history?limit=2`));
    expect(page.body.items).toMatchObject([
      { question: 'R3', version: 2, value: 'no', by: { kind: 'contact', name: 'Rahim Example' }, linkId, onBehalfOf: null },
      { question: 'R3', version: 1, value: 'yes' },
    ]);
    const rest = await rounds.officer().get(api(`/assessments/${round.id}/history?limit=2&after=${page.body.next}`));
    expect(rest.body).toMatchObject({ next: null, items: [{ question: 'P1', value: 'Kaleidoscope Holding', comment: 'Ask me' }] });
    const one = await rounds.respond(round.link).get(api('/respond/history?question=P1'));
    expect(one.body.items).toHaveLength(1);
    const stored = await rounds.rows(
      `SELECT value, encode(text_sealed, 'escape') AS words FROM answer_change WHERE assessment_id = $1 AND question_id = 'P1'`,
      [round.id],
    );
    expect([stored[0]?.['value'], String(stored[0]?.['words']).includes('Kaleidoscope')]).toEqual([null, false]);
  });

  it('leaves whoever was erased unnamed', async () => {
    const round = await rounds.open();
    await rounds.save(round.link, [choose('R3', 'yes')]);
    expect((await rounds.officer().delete(api(`/contacts/${round.contactIds[0]}`))).status).toBe(204);
    const page = await rounds.officer().get(api(`/assessments/${round.id}/history`));
    expect(page.body.items).toMatchObject([{ question: 'R3', value: 'yes', by: { kind: 'contact', id: round.contactIds[0], name: null } }]);
  });
});

describe('an officer on the phone', () => {
  const enter = (id: string, onBehalfOf: string | undefined, answers: readonly object[]) =>
    rounds
      .officer()
      .put(api(`/assessments/${id}/answers`))
      .send({ answers, ...(onBehalfOf === undefined ? {} : { onBehalfOf }) });

  it('enters answers for a contact of the supplier, named as such to both sides', async () => {
    const round = await rounds.open();
    const [contactId] = round.contactIds;
    expect((await enter(round.id, undefined, [choose('R3', 'yes')])).body.code).toBe('ASSESSMENT_MOVE_ILLEGAL');
    expect((await enter(round.id, round.siteId, [choose('R3', 'yes')])).body).toMatchObject({
      code: 'CONTACT_UNKNOWN',
      problems: [{ path: 'onBehalfOf' }],
    });
    expect((await enter(round.id, contactId, [choose('R3', 'yes')])).status).toBe(200);
    const shown = await rounds.respond(round.link).get(api('/respond'));
    expect(shown.body).toMatchObject({
      state: 'in_progress',
      answers: [{ question: 'R3', by: { kind: 'person', name: null }, onBehalfOf: { id: contactId, name: 'Rahim Example' } }],
    });
    const history = await rounds.officer().get(api(`/assessments/${round.id}/history`));
    expect(history.body.items).toMatchObject([
      { by: { kind: 'person', name: expect.stringContaining('Admin') }, onBehalfOf: { name: 'Rahim Example' }, linkId: null },
    ]);
    const conflict = await rounds.save(round.link, [choose('R3', 'no')]);
    expect(conflict.body.problems[0].current).toMatchObject({ by: { kind: 'person', name: null }, onBehalfOf: { name: 'Rahim Example' } });
    const own = await rounds.save(round.link, [choose('R3', 'no', 1)]);
    expect(own.status).toBe(200);
    expect((await rounds.respond(round.link).get(api('/respond'))).body.answers[0].onBehalfOf).toBeNull();
  });

  it('submits for them only when told to, and nothing counts as more than declared', async () => {
    const round = await rounds.open();
    const [contactId] = round.contactIds;
    await answerMissing(world, round.link);
    const { body } = await rounds.respond(round.link).get(api('/respond'));
    const r3 = (body.answers as { question: string; version: number }[]).find(({ question }) => question === 'R3');
    expect((await enter(round.id, contactId, [choose('R3', 'no', r3?.version)])).status).toBe(200);
    const submit = (more: object) =>
      rounds
        .officer()
        .post(api(`/assessments/${round.id}/submit`))
        .send(more);
    expect((await submit({})).body.code).toBe('ASSESSMENT_MOVE_ILLEGAL');
    const submitted = await submit({ onBehalfOf: contactId });
    expect([submitted.status, submitted.body.receipt.sha256]).toEqual([200, expect.stringMatching(/^[0-9a-f]{64}$/)]);
    await untilIdle(world.app);
    expect((await world.letterTo(round.email)).text).toContain(submitted.body.receipt.sha256);
    const receipt = await rounds.officer().get(api(`/assessments/${round.id}/receipt`));
    expect(receipt.body).toMatchObject({ submittedBy: { kind: 'person' }, onBehalfOf: { id: contactId } });
    const report = { title: 'Visit of the works', author: 'Independent auditor', date: '2026-01-01', noConflictOfInterest: true };
    const verdict = { question: 'R3', decision: 'accepted', evidence: 'verified', report };
    const refused = await rounds.accept(round.id, [verdict]);
    expect([refused.body.code, refused.body.problems[0].code]).toEqual(['REVIEW_INVALID', 'ANSWER_ON_BEHALF']);
    expect((await rounds.accept(round.id, [])).status).toBe(200);
    const counted = await rounds.rows(`SELECT evidence FROM counted_answer WHERE site_id = $1 AND question_id = 'R3'`, [round.siteId]);
    expect(counted).toEqual([{ evidence: 'declared' }]);
  });
});
