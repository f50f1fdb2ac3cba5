import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays } from '../../src/domain/shared/instant.js';
import { answerMissing, makeSite } from '../support/assessed-sites.js';
import { eventually } from '../support/eventually.js';
import { api, choose, PNG, Rounds } from '../support/rounds.js';
import { type SignedIn, World } from '../support/world.js';

const REPORT = { title: 'Visit of 3 October', author: 'Amina Auditor', date: '', noConflictOfInterest: true };

let world: World;
let buyer: SignedIn;
let rounds: Rounds;

beforeAll(async () => {
  world = await World.start();
  REPORT.date = addDays(world.clock.today(), -20).slice(0, 10);
  buyer = await world.signUp('reviewing-buyer');
  rounds = new Rounds(world, buyer);
});

afterAll(async () => {
  await world.stop();
});

describe('reviewing', () => {
  it('returns some answers with comments: those alone can be changed, then it is submitted again', async () => {
    const round = await rounds.open();
    await rounds.complete(round.link, { R3: 'no', R4: 'none' });
    for (const questions of [
      [],
      [{ question: 'R3', decision: 'returned' }],
      [{ question: 'R3', decision: 'accepted', comment: 'Fine.' }],
    ]) {
      const refused = await rounds
        .officer()
        .post(api(`/assessments/${round.id}/return`))
        .send({ questions });
      expect([refused.status, refused.body.code]).toEqual([400, 'REVIEW_INVALID']);
    }
    const returned = await rounds
      .officer()
      .post(api(`/assessments/${round.id}/return`))
      .send({ questions: [{ question: 'R3', decision: 'returned', comment: 'And the crew of last summer?' }] });
    expect([returned.status, returned.body.state]).toEqual([200, 'returned']);
    await eventually(async () => expect((await world.letterTo(round.email)).text).toContain('look at some of them again'));
    const { body } = await rounds.respond(round.link).get(api('/respond'));
    const questions = (
      body.questionnaire.chapters as { questions: { id: string; editable: boolean; officerComment: string | null }[] }[]
    ).flatMap((chapter) => chapter.questions);
    expect(questions.find(({ id }) => id === 'R3')).toMatchObject({ editable: true, officerComment: 'And the crew of last summer?' });
    expect(questions.find(({ id }) => id === 'R4')).toMatchObject({ editable: false, officerComment: null });
    const version = (body.answers as { question: string; version: number }[]).find(({ question }) => question === 'R3')?.version ?? 0;
    const other = await rounds.save(round.link, [choose('R3', 'yes', version), choose('R4', 'one', 1)]);
    expect([other.status, other.body.code]).toEqual([409, 'ASSESSMENT_READ_ONLY']);
    expect((await rounds.save(round.link, [choose('R3', 'yes', version)])).status).toBe(200);
    const opened = await rounds.submit(round.link);
    expect([opened.status, opened.body.code]).toEqual([400, 'ASSESSMENT_INCOMPLETE']);
    await answerMissing(world, round.link);
    expect((await rounds.submit(round.link)).status).toBe(200);
    const latest = await rounds.rows(
      `SELECT value FROM counted_answer WHERE site_id = $1 AND question_id = 'R3' ORDER BY id DESC LIMIT 1`,
      [round.siteId],
    );
    expect(latest[0]?.['value']).toBe('yes');
  });

  it('counts proof only where there is something to show for it', async () => {
    const round = await rounds.open();
    const issuedOn = world.clock.today();
    await rounds.upload(round.link, PNG, 'agencies.png', { question: 'R3', rule: 'agency_list', issuedOn });
    await answerMissing(world, round.link, { R3: 'no', R4: 'none' });
    await rounds.submit(round.link);
    const accept = (questions: readonly object[]) => rounds.accept(round.id, questions);
    const bare = await accept([
      { question: 'R4', decision: 'accepted', evidence: 'documented' },
      { question: 'R5', decision: 'accepted', evidence: 'verified' },
      { question: 'R3', decision: 'returned', comment: 'No.' },
    ]);
    expect([bare.status, bare.body.code]).toEqual([400, 'REVIEW_INVALID']);
    const missing = await accept([
      { question: 'R4', decision: 'accepted', evidence: 'documented' },
      { question: 'R5', decision: 'accepted', evidence: 'verified' },
    ]);
    expect((missing.body.problems as { code: string }[]).map(({ code }) => code)).toEqual(['EVIDENCE_MISSING', 'REPORT_MISSING']);
    const partial = await accept([
      { question: 'R4', decision: 'accepted', evidence: 'verified', report: { ...REPORT, noConflictOfInterest: false } },
      { question: 'R5', decision: 'accepted', evidence: 'verified', report: { ...REPORT, author: ' ' } },
      { question: 'S1', decision: 'accepted', evidence: 'verified', report: { ...REPORT, date: '2999-01-01' } },
    ]);
    expect((partial.body.problems as { code: string }[]).map(({ code }) => code)).toEqual([
      'REPORT_CONFLICT_OF_INTEREST',
      'REPORT_INCOMPLETE',
      'REPORT_IN_FUTURE',
    ]);
    const done = await accept([
      { question: 'R3', decision: 'accepted', evidence: 'documented' },
      { question: 'R5', decision: 'accepted', evidence: 'verified', report: REPORT, comment: 'Seen on site.' },
    ]);
    expect([done.status, done.body.state]).toEqual([200, 'accepted']);
    const counted = await rounds.rows(
      `SELECT question_id, evidence, dated::text, documented_until::text FROM counted_answer WHERE site_id = $1 AND evidence <> 'declared' ORDER BY question_id`,
      [round.siteId],
    );
    expect(counted).toEqual([
      {
        question_id: 'R3',
        evidence: 'documented',
        dated: issuedOn,
        documented_until: `${Number(issuedOn.slice(0, 4)) + 1}${issuedOn.slice(4)}`.replace('02-29', '02-28'),
      },
      { question_id: 'R5', evidence: 'verified', dated: REPORT.date, documented_until: null },
    ]);
    const shown = await rounds.respond(round.link).get(api('/respond'));
    expect(shown.text).not.toMatch(/Visit of 3 October|Amina|Seen on site/);
    const [stored] = await rounds.rows(
      `SELECT report, encode(report_sealed, 'escape') AS sealed FROM answer_review WHERE assessment_id = $1 AND question_id = 'R5'`,
      [round.id],
    );
    expect(stored?.['report']).toBeNull();
    expect(stored?.['sealed']).not.toMatch(/Visit|Amina/);
    const reviews = (await rounds.officer().get(api(`/assessments/${round.id}`))).body.reviews as { question: string }[];
    expect(reviews.find(({ question }) => question === 'R5')).toMatchObject({
      report: { title: REPORT.title, author: REPORT.author, date: REPORT.date },
      verifiedOn: REPORT.date,
      awaitsSecondPerson: false,
    });
  });

  it('refuses every move that the state does not allow, with one code', async () => {
    const { id, link, siteId } = await rounds.open();
    const moves = [
      () =>
        rounds
          .officer()
          .post(api(`/assessments/${id}/accept`))
          .send({}),
      () =>
        rounds
          .officer()
          .post(api(`/assessments/${id}/return`))
          .send({ questions: [{ question: 'R3', decision: 'returned', comment: 'Why?' }] }),
      () =>
        rounds
          .officer()
          .put(api(`/assessments/${id}/answers`))
          .send({ answers: [choose('R3', 'no')] }),
      () =>
        rounds
          .officer()
          .post(api(`/assessments/${id}/submit`))
          .send(),
    ];
    for (const move of moves) {
      const refused = await move();
      expect([refused.status, refused.body.code]).toEqual([409, 'ASSESSMENT_MOVE_ILLEGAL']);
    }
    expect((await rounds.officer().post(api(`/assessments/${id}/cancel`))).body.state).toBe('cancelled');
    expect((await rounds.officer().post(api(`/assessments/${id}/cancel`))).body.code).toBe('ASSESSMENT_MOVE_ILLEGAL');
    expect((await rounds.save(link, [choose('R3', 'no')])).body.code).toBe('ASSESSMENT_READ_ONLY');
    expect((await rounds.respond(link).get(api('/respond'))).body).toMatchObject({ state: 'cancelled', readOnly: true });
    expect((await rounds.send([siteId])).body.sent).toHaveLength(1);
  });
});

describe('the next round', () => {
  it('is filled in with the last answers, and keeps the document that still proves one', async () => {
    const round = await rounds.open();
    await rounds.save(round.link, [choose('P1', 'Assessed Ltd, number 77')]);
    await rounds.upload(round.link, PNG, 'agencies.png', { question: 'R3', rule: 'agency_list', issuedOn: world.clock.today() });
    await answerMissing(world, round.link, { R3: 'no', R4: 'none' });
    await rounds.submit(round.link);
    await rounds
      .officer()
      .post(api(`/assessments/${round.id}/accept`))
      .send({ questions: [{ question: 'R3', decision: 'accepted', evidence: 'documented' }] });
    const again = await rounds.send([round.siteId]);
    expect(again.body.sent).toHaveLength(1);
    const link = await eventually(async () => {
      const newest = await world.linkTo(round.email);
      if (newest === round.link) throw new Error('the new letter is on its way');
      return newest;
    });
    const { body } = await rounds.respond(link).get(api('/respond'));
    const prefilled = body.answers as { question: string; origin: string; value: unknown; by: { kind: string } }[];
    expect(prefilled.find(({ question }) => question === 'P1')).toMatchObject({
      value: 'Assessed Ltd, number 77',
      origin: 'prefilled',
      by: { kind: 'system' },
    });
    expect(body.completeness.total.missing).toEqual([]);
    await rounds.save(link, [choose('R4', 'one', 1)]);
    await answerMissing(world, link);
    expect((await rounds.submit(link)).status).toBe(200);
    const source = `assessment:${again.body.sent[0].assessmentId}`;
    const counted = await rounds.rows(
      `SELECT question_id, evidence FROM counted_answer WHERE source = $1 AND question_id IN ('R3', 'R4', 'R5') ORDER BY question_id`,
      [source],
    );
    expect(counted.map(({ question_id: id, evidence }) => `${String(id)} ${String(evidence)}`)).toEqual([
      'R3 documented',
      'R4 declared',
      'R5 declared',
    ]);
  });
});

describe('the buyer’s own questions', () => {
  it('are answered by an officer, with no contact, no link and no letter', async () => {
    const { siteId } = await makeSite(world, buyer.tenantId, 'Own duties', []);
    const sent = await rounds.send([siteId], { audience: 'buyer' });
    const id = sent.body.sent[0].assessmentId as string;
    const detail = await rounds.officer().get(api(`/assessments/${id}`));
    expect(detail.body).toMatchObject({ audience: 'buyer', links: [], state: 'sent' });
    const questions = (
      detail.body.questionnaire.chapters as { questions: { id: string; type: string; options: { id: string }[] }[] }[]
    ).flatMap((c) => c.questions);
    expect(questions.map((question) => question.id)).toContain('R8');
    const answers = questions.map((question) =>
      question.options.length === 0
        ? { question: question.id, state: 'unknown', version: 0 }
        : choose(question.id, question.type === 'multiple' ? [question.options[0]?.id] : question.options[0]?.id),
    );
    const saved = await rounds
      .officer()
      .put(api(`/assessments/${id}/answers`))
      .send({ answers });
    expect([saved.status, saved.body.completeness?.total.missing]).toEqual([200, []]);
    expect((await rounds.officer().post(api(`/assessments/${id}/submit`))).status).toBe(200);
    expect(
      (
        await rounds
          .officer()
          .post(api(`/assessments/${id}/accept`))
          .send({})
      ).body.state,
    ).toBe('accepted');
    expect(
      (await rounds.rows('SELECT DISTINCT source FROM counted_answer WHERE site_id = $1', [siteId])).map(({ source }) => source),
    ).toEqual([`assessment:${id}`]);
    expect(
      (
        await rounds
          .officer()
          .post(api(`/assessments/${id}/links`))
          .send({ contactId: id })
      ).body.code,
    ).toBe('ASSESSMENT_WITHOUT_RESPONDENT');
  });
});
