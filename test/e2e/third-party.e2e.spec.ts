import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { pdf } from '../support/documents.js';
import { eventually } from '../support/eventually.js';
import { api, choose, type Round, Rounds } from '../support/rounds.js';
import { type SignedIn, World } from '../support/world.js';

let world: World;
let buyer: SignedIn;
let rounds: Rounds;

beforeAll(async () => {
  world = await World.start();
  buyer = await world.signUp('audited-buyer');
  rounds = new Rounds(world, buyer);
});

afterAll(async () => {
  await world.stop();
});

let made = 0;
const newPdf = (): Buffer => pdf(`<< /Title (report ${(made += 1)}) >>`);
const dayIn = (days: number): string => new Date(world.clock.now().getTime() + days * 86_400_000).toISOString().slice(0, 10);

const reportOf = async (round: Round): Promise<string> =>
  (await rounds.respond(round.link).post(api('/respond/documents')).attach('file', newPdf(), 'report.pdf')).body.id as string;

const officersReport = async (round: Round): Promise<string> =>
  (
    await rounds
      .officer()
      .post(api(`/sites/${round.siteId}/documents`))
      .attach('file', newPdf(), 'report.pdf')
  ).body.id as string;

const result = (documentId: string, differences: object = {}) => ({
  scheme: 'smeta',
  outcome: 'none_found',
  auditedOn: dayIn(-30),
  findings: [],
  documentId,
  ...differences,
});

const enter = async (round: Round, differences: object = {}) =>
  rounds
    .respond(round.link)
    .post(api('/respond/third-party-results'))
    .send(result(await reportOf(round), differences));

const enterAsOfficer = async (round: Round, differences: object = {}) =>
  rounds
    .officer()
    .post(api(`/sites/${round.siteId}/third-party-results`))
    .send(result(await officersReport(round), differences));

interface Answer {
  readonly question: string;
  readonly value: unknown;
  readonly origin: string;
  readonly state: string;
  readonly answeredOn: string;
  readonly version: number;
}

const answers = async (link: string): Promise<ReadonlyMap<string, Answer>> => {
  const body = (await rounds.respond(link).get(api('/respond'))).body as { answers: readonly Answer[] };
  return new Map(body.answers.map((answer) => [answer.question, answer]));
};

const codeOf = async (answer: PromiseLike<{ status: number; body: { code?: string } }>): Promise<string> => {
  const { status, body } = await answer;
  return `${status} ${body.code ?? ''}`.trim();
};

describe('the schemes', () => {
  it('are told to both sides in their language, with outcomes, source and the questions they can answer', async () => {
    const { link } = await rounds.open();
    const told = (await rounds.respond(link).get(api('/respond/third-party-schemes?language=ru'))).body as {
      items: Record<string, unknown>[];
    };
    expect(told.items.map(({ id }) => id)).toEqual(['smeta', 'amfori_bsci', 'rba_vap', 'slcp', 'ecovadis', 'sa8000']);
    expect(told.items[0]).toMatchObject({
      onSite: true,
      outcomes: expect.arrayContaining([{ id: 'none_found', text: 'Несоответствий не найдено', validMonths: 12 }]),
    });
    expect((await rounds.officer().get(api('/third-party-schemes'))).body.items).toHaveLength(6);
  });
});

describe('a result that the supplier enters', () => {
  it('answers what nobody has answered, of the day of the audit, with the report beside what it may prove', async () => {
    const round = await rounds.open();
    await rounds.save(round.link, [choose('S1', 'draft')]);
    const entered = await enter(round);
    expect([entered.status, entered.body]).toMatchObject([
      201,
      {
        schemeName: 'SMETA (Sedex Members Ethical Trade Audit)',
        outcomeText: 'No non-compliance found',
        inForce: true,
        shared: true,
        enteredBy: 'contact',
      },
    ]);
    const given = await answers(round.link);
    expect(given.get('W2')).toMatchObject({ value: 'agree', origin: 'third_party', answeredOn: dayIn(-30), by: { kind: 'system' } });
    expect(given.get('S1')).toMatchObject({ value: 'draft', origin: 'given' });
    const files = (await rounds.respond(round.link).get(api('/respond/evidence'))).body.items as Record<string, unknown>[];
    expect(files.find(({ question }) => question === 'W2')).toMatchObject({
      origin: 'third_party',
      issuedOn: dayIn(-30),
      provesUntil: entered.body.validUntil,
    });
    expect(files.map(({ question }) => question)).not.toContain('W5');
    expect(files.map(({ question }) => question)).not.toContain('S1');
    await rounds.save(round.link, [choose('W2', 'underpaid', 1)]);
    expect((await answers(round.link)).get('W2')).toMatchObject({ value: 'underpaid', origin: 'given', version: 2 });
  });

  it('counts as declared until an officer accepts it, who is told how far it may be taken as proved', async () => {
    const round = await rounds.open();
    const entered = await enter(round);
    await rounds.complete(round.link);
    const counted = () =>
      rounds.rows(
        `SELECT DISTINCT ON (question_id) question_id AS question, evidence, dated::text, documented_until::text AS until FROM counted_answer
         WHERE site_id = $1 AND question_id IN ('W2', 'W5') ORDER BY question_id, id DESC`,
        [round.siteId],
      );
    expect(await counted()).toMatchObject([
      { question: 'W2', evidence: 'declared', dated: dayIn(0) },
      { question: 'W5', evidence: 'declared' },
    ]);
    const suggested = (await rounds.officer().get(api(`/assessments/${round.id}/third-party-suggestions`))).body as {
      items: Record<string, unknown>[];
    };
    expect(suggested.items.find(({ question }) => question === 'W2')).toMatchObject({
      value: 'agree',
      agrees: true,
      evidence: 'documented',
      resultId: entered.body.id,
    });
    expect(suggested.items.find(({ question }) => question === 'W5')).toMatchObject({ evidence: 'declared' });
    expect((await rounds.accept(round.id, [{ question: 'W2', decision: 'accepted', evidence: 'documented' }])).status).toBe(200);
    expect((await counted())[0]).toMatchObject({ evidence: 'documented', dated: dayIn(-30), until: entered.body.validUntil });
  });

  it('does not answer well what an open finding is about, nor anything where a grave one fits no question', async () => {
    const round = await rounds.open();
    const finding = { text: 'Two workers say overtime is not free.', severity: 'major', closed: false };
    await enter(round, { outcome: 'some_open', findings: [{ ...finding, question: 'S1' }] });
    expect((await answers(round.link)).size).toBe(0);
    const other = await rounds.open();
    await enter(other);
    expect((await answers(other.link)).get('W7')).toMatchObject({ state: 'answered', value: 'within_limits' });
    const opened = await enter(other, { outcome: 'some_open', auditedOn: dayIn(-3), findings: [{ ...finding, question: 'W7' }] });
    expect(opened.status).toBe(201);
    const left = await answers(other.link);
    expect(left.get('W7')).toMatchObject({ state: 'unknown', value: null, origin: 'third_party' });
    expect(left.get('W2')).toMatchObject({ state: 'answered', value: 'agree' });
    const files = (await rounds.respond(other.link).get(api('/respond/evidence'))).body.items as Record<string, unknown>[];
    expect(files.map(({ question }) => question)).not.toContain('W7');
    await enter(other, { outcome: 'critical_open', auditedOn: dayIn(-2), findings: [finding] });
    expect([...(await answers(other.link)).values()].every(({ state }) => state === 'unknown')).toBe(true);
    const [stored] = await rounds.rows(
      `SELECT encode(texts_sealed, 'escape') AS text, findings::text FROM third_party_result WHERE id = $1`,
      [opened.body.id],
    );
    expect(`${String(stored?.['text'])}${String(stored?.['findings'])}`).not.toContain('overtime');
  });

  it('is taken back with what it answered and nobody had made their own', async () => {
    const round = await rounds.open();
    const entered = await enter(round);
    await rounds.save(round.link, [choose('W2', 'agree', 1)]);
    const withdrawn = await rounds.respond(round.link).delete(api(`/respond/third-party-results/${entered.body.id}`));
    expect(withdrawn.body).toMatchObject({ inForce: false, withdrawnAt: expect.any(String) });
    const left = await answers(round.link);
    expect(left.get('W2')).toMatchObject({ value: 'agree', origin: 'given' });
    expect(left.get('W9')).toMatchObject({ state: 'unknown', origin: 'third_party' });
    expect((await rounds.respond(round.link).get(api('/respond/evidence'))).body.items).toEqual([]);
    expect((await enter(round)).status).toBe(201);
    expect((await answers(round.link)).get('W9')).toMatchObject({ state: 'answered', version: 3 });
  });

  it('is refused where it cannot be', async () => {
    const [round, other] = [await rounds.open(), await rounds.open()];
    expect(await codeOf(enter(round, { scheme: 'nobody' }))).toBe('400 SCHEME_UNKNOWN');
    expect(await codeOf(enter(round, { outcome: 'perfect' }))).toBe('400 OUTCOME_UNKNOWN');
    expect(await codeOf(enter(round, { auditedOn: dayIn(1) }))).toBe('400 DATE_IN_FUTURE');
    expect(await codeOf(enter(round, { validUntil: dayIn(-31) }))).toBe('400 DATES_REVERSED');
    expect(await codeOf(enter(round, { outcome: 'some_open' }))).toBe('400 RESULT_INCONSISTENT');
    const finding = { question: 'Z9', text: 'x', severity: 'minor', closed: true };
    expect(await codeOf(enter(round, { findings: [finding] }))).toBe('400 QUESTION_UNKNOWN');
    const theirs = await reportOf(other);
    expect(await codeOf(rounds.respond(round.link).post(api('/respond/third-party-results')).send(result(theirs)))).toBe(
      '404 DOCUMENT_NOT_FOUND',
    );
    const entered = await enter(other);
    expect(await codeOf(rounds.respond(round.link).delete(api(`/respond/third-party-results/${entered.body.id}`)))).toBe(
      '404 RESULT_NOT_FOUND',
    );
    expect((await enter(round, { validUntil: dayIn(3_000) })).body.validUntil).toBe(entered.body.validUntil);
  });
});

describe('a result that an officer enters', () => {
  it('is not for the supplier to see or to feel, unless the supplier knows of it', async () => {
    const round = await rounds.open();
    const finding = { question: 'W4', text: 'Told in confidence: fees were paid.', severity: 'critical', closed: false };
    const secret = await enterAsOfficer(round, { outcome: 'some_open', findings: [finding] });
    expect([secret.status, secret.body.shared]).toEqual([201, false]);
    expect((await answers(round.link)).size).toBe(0);
    expect((await rounds.respond(round.link).get(api('/respond/third-party-results'))).body.items).toEqual([]);
    expect((await rounds.respond(round.link).get(api('/respond/documents'))).body.items).toEqual([]);
    await enter(round, { scheme: 'rba_vap', outcome: 'platinum' });
    expect((await answers(round.link)).get('W4')).toMatchObject({ value: 'nobody_paid' });
    const told = (await rounds.officer().get(api(`/assessments/${round.id}/third-party-suggestions`))).body as {
      items: { question: string }[];
      openFindings: object[];
    };
    expect(told.items.map(({ question }) => question)).not.toContain('W4');
    expect(told.openFindings).toMatchObject([{ question: 'W4', text: 'Told in confidence: fees were paid.', severity: 'critical' }]);
    expect((await rounds.officer().get(api(`/sites/${round.siteId}/third-party-results`))).body.items).toHaveLength(2);
    const url = await rounds.officer().get(api(`/sites/${round.siteId}/documents/${secret.body.documentId}/url`));
    expect((await rounds.download(url.body.url as string)).status).toBe(200);
  });

  it('answers in the supplier’s form where the supplier knows of it, which cannot take it back', async () => {
    const round = await rounds.open();
    const shared = await enterAsOfficer(round, { shared: true });
    expect((await answers(round.link)).get('W2')).toMatchObject({ value: 'agree', origin: 'third_party' });
    expect((await rounds.respond(round.link).get(api('/respond/third-party-results'))).body.items).toMatchObject([{ id: shared.body.id }]);
    expect(await codeOf(rounds.respond(round.link).delete(api(`/respond/third-party-results/${shared.body.id}`)))).toBe(
      '409 RESULT_NOT_YOURS',
    );
    expect((await rounds.officer().delete(api(`/sites/${round.siteId}/third-party-results/${shared.body.id}`))).status).toBe(200);
    expect((await answers(round.link)).get('W2')).toMatchObject({ state: 'unknown' });
  });
});

describe('a new round', () => {
  const again = async (round: Round): Promise<string> => {
    await rounds
      .officer()
      .post(api(`/assessments/${round.id}/cancel`))
      .expect(200);
    await rounds.send([round.siteId]);
    return eventually(async () => {
      const link = await world.linkTo(round.email);
      if (link === round.link) throw new Error('no new letter yet');
      return link;
    });
  };

  it('is answered in advance by results in force', async () => {
    const round = await rounds.open();
    await enter(round);
    expect((await answers(await again(round))).get('W2')).toMatchObject({ value: 'agree', origin: 'third_party' });
  });

  it('is not answered by results that are over', async () => {
    const round = await rounds.open();
    await enter(round, { validUntil: dayIn(5) });
    await rounds.passDays(6);
    expect((await answers(await again(round))).size).toBe(0);
  });
});
