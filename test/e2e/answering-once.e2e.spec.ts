import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { untilIdle } from '../../src/demo/idle.js';
import { lastAnswers } from '../../src/modules/assessments/prefill.queries.js';
import { systemOf } from '../../src/platform/auth/actor.js';
import { newId } from '../../src/platform/db/ids.js';
import { TenantDb } from '../../src/platform/db/tenant-db.js';
import { answerMissing, makeSite } from '../support/assessed-sites.js';
import { api, choose, type Round, Rounds } from '../support/rounds.js';
import { type SignedIn, World } from '../support/world.js';

let world: World;
let buyer: SignedIn;
let rounds: Rounds;

beforeAll(async () => {
  world = await World.start();
  buyer = await world.signUp('once-buyer');
  rounds = new Rounds(world, buyer);
});

afterAll(async () => {
  await world.stop();
});

interface Shown {
  readonly answers: readonly {
    readonly question: string;
    readonly origin: string;
    readonly value: unknown;
    readonly version: number;
    readonly answeredOn: string;
    readonly ageDays: number;
  }[];
  readonly toConfirm: readonly string[];
}

const shownTo = async (link: string): Promise<Shown> => (await rounds.respond(link).get(api('/respond'))).body as Shown;
const answerIn = ({ answers }: Shown, question: string) => answers.find((answer) => answer.question === question);
const confirm = (link: string, body: object) => rounds.respond(link).post(api('/respond/answers/confirm')).send(body);

/** A site that has answered once and is asked again. */
async function askedAgain(given: Readonly<Record<string, unknown>> = {}): Promise<Round> {
  const round = await rounds.open();
  await rounds.complete(round.link, given);
  await rounds.accept(round.id, []);
  return rounds.again(round);
}

describe('what was carried over', () => {
  it('shows its day and age, is confirmed in bulk but for risk, workplace and red flags, and those keep it from being submitted', async () => {
    const round = await askedAgain({ P1: 'Assessed Ltd' });
    await rounds.rows(`UPDATE answer SET answered_on = answered_on - 40 WHERE assessment_id = $1`, [round.id]);
    const before = await shownTo(round.link);
    expect(answerIn(before, 'P1')).toMatchObject({ origin: 'prefilled', ageDays: 40, value: 'Assessed Ltd' });
    expect(before.toConfirm).toEqual(expect.arrayContaining(['R3', 'W5']));
    expect(before.toConfirm).not.toContain('P1');
    const done = await confirm(round.link, { all: true });
    expect(done.status).toBe(200);
    expect([...(done.body.toConfirmOneByOne as string[])].sort()).toEqual([...before.toConfirm].sort());
    const after = await shownTo(round.link);
    expect(answerIn(after, 'P1')).toMatchObject({ origin: 'confirmed', ageDays: 0, value: 'Assessed Ltd', version: 2 });
    expect(answerIn(after, 'W5')).toMatchObject({ origin: 'prefilled', ageDays: 40, version: 1 });
    const early = await rounds.submit(round.link);
    expect(early.body.code).toBe('ASSESSMENT_INCOMPLETE');
    expect((early.body.problems as { path: string; code: string }[]).map(({ path, code }) => `${code} ${path}`)).toEqual(
      before.toConfirm.map((id) => `ANSWER_NOT_CONFIRMED ${id}`),
    );
    const two = await confirm(round.link, { questions: ['R3', 'W5'] });
    expect(two.body).toMatchObject({ answers: [], toConfirmOneByOne: ['R3', 'W5'] });
    for (const question of before.toConfirm) {
      const one = await confirm(round.link, { questions: [question] });
      expect(one.body).toMatchObject({ answers: [{ question, version: 2 }], toConfirmOneByOne: [] });
    }
    expect((await rounds.submit(round.link)).status).toBe(200);
    const history = await rounds.respond(round.link).get(api('/respond/history?question=P1'));
    expect((history.body.items as { origin: string; by: { kind: string } }[]).map(({ origin, by }) => `${origin} ${by.kind}`)).toEqual([
      'confirmed contact',
      'prefilled system',
    ]);
  });

  it('renews the claim when it is confirmed, and never the document', async () => {
    const round = await rounds.open();
    const words = { question: 'P1', state: 'answered', value: 'Assessed Ltd', version: 0 };
    await rounds.save(round.link, [words]);
    await rounds.upload(round.link, Buffer.from('a proof'), 'proof.txt', { question: 'P1', issuedOn: '2026-11-01' });
    await rounds.complete(round.link);
    await rounds.accept(round.id, [{ question: 'P1', decision: 'accepted', evidence: 'documented' }]);
    const next = await rounds.again(round);
    expect((await confirm(next.link, { questions: ['P1'] })).status).toBe(200);
    await rounds.complete(next.link);
    const counted = await rounds.rows(`SELECT evidence, dated::text FROM counted_answer WHERE source = $1 AND question_id = 'P1'`, [
      `assessment:${next.id}`,
    ]);
    expect(counted).toEqual([{ evidence: 'documented', dated: '2026-11-01' }]);
  });

  it('is refused where nothing is named, or what is not asked, or what was submitted', async () => {
    const round = await askedAgain();
    expect((await confirm(round.link, {})).body.code).toBe('CONFIRMATION_INVALID');
    expect((await confirm(round.link, { all: true, questions: ['P1'] })).body.code).toBe('CONFIRMATION_INVALID');
    expect((await confirm(round.link, { questions: ['P1', 'Z9'] })).body).toMatchObject({
      code: 'CONFIRMATION_INVALID',
      problems: [{ path: 'questions.1' }],
    });
    await rounds.complete(round.link);
    expect((await confirm(round.link, { questions: ['P1'] })).body.code).toBe('ASSESSMENT_READ_ONLY');
    expect((await confirm(round.link, { all: true })).body.code).toBe('ASSESSMENT_MOVE_ILLEGAL');
  });
});

describe('a withdrawn answer', () => {
  it('is not brought back: neither what was last unknown, nor what a gate has hidden since', async () => {
    const round = await rounds.open();
    await rounds.complete(round.link, { R3: 'yes', R4: 'none', C1: 'all_before', S1: 'none' });
    await rounds.accept(round.id, []);
    const second = await rounds.again(round);
    expect(answerIn(await shownTo(second.link), 'C1')?.value).toBe('all_before');
    const shown = await shownTo(second.link);
    await rounds.save(second.link, [
      choose('R3', 'no', answerIn(shown, 'R3')?.version),
      { question: 'S1', state: 'unknown', version: answerIn(shown, 'S1')?.version },
    ]);
    await rounds.complete(second.link);
    await rounds.accept(second.id, []);
    const third = await shownTo((await rounds.again(second)).link);
    expect([answerIn(third, 'R3')?.value, answerIn(third, 'S1'), answerIn(third, 'C1')]).toEqual(['no', undefined, undefined]);
  });

  /** What became of one question in one round. */
  type Fate = 'answered' | 'unknown' | 'hidden' | 'not asked' | 'open';
  const FATES: readonly Fate[] = ['answered', 'unknown', 'hidden', 'not asked', 'open'];

  /** In words: the last round that was submitted and asked it decides, and only by what it counted. */
  const carried = (history: readonly Fate[]): number | null => {
    const at = history.findLastIndex((fate) => fate !== 'not asked' && fate !== 'open');
    return at >= 0 && history[at] === 'answered' ? at : null;
  };

  it('stays withdrawn whatever the rounds before and after it were', async () => {
    const histories = fc.sample(fc.array(fc.constantFrom(...FATES), { minLength: 1, maxLength: 6 }), { numRuns: 60, seed: 7 });
    const { tenantId } = buyer;
    const db = world.app.get(TenantDb);
    const base = Date.parse('2026-01-01T00:00:00Z');
    const sites: string[] = [];
    for (const [n, history] of histories.entries()) {
      const { siteId, supplierId } = await makeSite(world, tenantId, `Withdrawing ${n}`, []);
      sites.push(siteId);
      await db.transaction(systemOf(tenantId), async (tx) => {
        const keys: { id: string }[] = await tx.query('SELECT id FROM data_key WHERE tenant_id = $1 LIMIT 1', [tenantId]);
        const keyId = keys[0]?.id;
        for (const asked of [['Q'], ['other']])
          await tx.query(`INSERT INTO questionnaire VALUES ($1, $2, '{}', $3, now()) ON CONFLICT DO NOTHING`, [
            tenantId,
            `asks-${asked[0]}`,
            asked,
          ]);
        for (const [i, fate] of history.entries()) {
          const [id, at] = [newId<string>(), new Date(base + i * 86_400_000)];
          await tx.query(
            `INSERT INTO assessment (tenant_id, id, supplier_id, site_id, audience, state, manual_id, manual_version, manual_sha256, manual_family, depth,
                                     questionnaire_sha256, due_on, origin, key_id, sent_at, submitted_at)
             VALUES ($1, $2, $3, $4, 'supplier', $5, 'm', '1.0.0', 'x', 'm', 'core', $6, '2026-12-31', 'officer', $7, $8, $9)`,
            [
              tenantId,
              id,
              supplierId,
              siteId,
              fate === 'open' ? 'cancelled' : 'accepted',
              fate === 'not asked' ? 'asks-other' : 'asks-Q',
              keyId,
              at,
              fate === 'open' ? null : at,
            ],
          );
          if (fate !== 'answered' && fate !== 'unknown') continue;
          await tx.query(
            `INSERT INTO counted_answer (tenant_id, id, supplier_id, site_id, question_id, state, value, evidence, dated, source, manual_id, manual_version,
                                         manual_family, counted_at)
             VALUES ($1, $2, $3, $4, 'Q', $5, $6, 'declared', '2026-01-01', $7, 'm', '1.0.0', 'm', $8)`,
            [tenantId, newId<string>(), supplierId, siteId, fate, fate === 'answered' ? JSON.stringify(i) : null, `assessment:${id}`, at],
          );
        }
      });
    }
    const last = await db.transaction(systemOf(tenantId), (tx) => lastAnswers(tx, tenantId, 'm', sites));
    const found = sites.map((site) => (last.find(({ siteId }) => siteId === site)?.value as number | undefined) ?? null);
    expect(found).toEqual(histories.map(carried));
  });
});

describe('copying', () => {
  /** A head office that has answered, and other sites of its supplier with open rounds. */
  async function firm(sites: number): Promise<{ head: Round; others: { siteId: string; id: string }[] }> {
    const head = await rounds.open();
    await rounds.complete(head.link, { R3: 'yes', S1: 'none', P1: 'Assessed Ltd' });
    const others: { siteId: string; id: string }[] = [];
    for (let i = 0; i < sites; i += 1) {
      const site = await rounds
        .officer()
        .post(api(`/suppliers/${head.supplierId}/sites`))
        .send({ name: `Branch ${i}`, country: 'BGD', isic: '14' });
      const sent = await rounds.send([site.body.id as string]);
      others.push({ siteId: site.body.id as string, id: sent.body.sent[0].assessmentId as string });
    }
    return { head, others };
  }
  const answersAt = async (id: string) => (await rounds.officer().get(api(`/assessments/${id}`))).body as Shown;

  it('fills in the open rounds of the supplier’s other sites, but for what is looked at site by site, and never over an answer', async () => {
    const { head, others } = await firm(2);
    const [first, second] = others;
    await rounds.rows(`UPDATE assessment SET state = 'in_progress' WHERE id = $1`, [second?.id]);
    const officer = { answers: [choose('P1', 'Branch Ltd')], onBehalfOf: head.contactIds[0] };
    await rounds
      .officer()
      .put(api(`/assessments/${second?.id}/answers`))
      .send(officer);
    const copied = await rounds.respond(head.link).post(api('/respond/copy')).send({});
    expect(copied.status).toBe(200);
    expect((copied.body.copied as { siteId: string }[]).map(({ siteId }) => siteId).sort()).toEqual(
      others.map(({ siteId }) => siteId).sort(),
    );
    expect(copied.body.copied[0].oneByOne).toEqual(expect.arrayContaining(['R3', 'W5']));
    const there = await answersAt(first?.id ?? '');
    expect(answerIn(there, 'S1')).toMatchObject({ origin: 'copied', value: 'none', by: { kind: 'contact', name: 'Rahim Example' } });
    expect(answerIn(there, 'P1')).toMatchObject({ origin: 'copied', value: 'Assessed Ltd' });
    expect(answerIn(there, 'R3')).toBeUndefined();
    expect(answerIn(await answersAt(second?.id ?? ''), 'P1')).toMatchObject({ origin: 'given', value: 'Branch Ltd', version: 1 });
    const history = await rounds.officer().get(api(`/assessments/${first?.id}/history?question=S1`));
    expect(history.body.items).toMatchObject([
      { origin: 'copied', copiedFrom: head.id, by: { kind: 'contact' }, linkId: head.link.split('.')[1] },
    ]);
    const again = await rounds
      .officer()
      .post(api(`/assessments/${head.id}/copy`))
      .send({ siteIds: [first?.siteId, head.siteId] });
    expect(again.body).toMatchObject({ copied: [{ siteId: first?.siteId }], skipped: [{ siteId: head.siteId, code: 'NO_OPEN_ROUND' }] });
    expect(answerIn(await answersAt(first?.id ?? ''), 'S1')).toMatchObject({ origin: 'copied', version: 2, by: { kind: 'person' } });
  });

  it('never reaches another supplier, nor comes from one', async () => {
    const { head } = await firm(0);
    const stranger = await rounds.open();
    const into = await rounds
      .respond(head.link)
      .post(api('/respond/copy'))
      .send({ siteIds: [stranger.siteId] });
    expect(into.body).toMatchObject({ code: 'COPY_INVALID', problems: [{ path: 'siteIds' }] });
    const from = await rounds.respond(stranger.link).post(api('/respond/copy')).send({ assessmentId: head.id });
    expect([from.status, from.body.code]).toEqual([404, 'ASSESSMENT_NOT_FOUND']);
    expect((await shownTo(stranger.link)).answers).toEqual([]);
  });
});

describe('a receipt', () => {
  it('comes with every submission, by mail too, and its hash can be computed again by anyone', async () => {
    const round = await rounds.open();
    await rounds.save(round.link, [
      { ...choose('P1', 'Kaleidoscope Holding'), comment: 'Ask me' },
      choose('R3', 'yes'),
      choose('C1', 'all_before'),
    ]);
    expect((await rounds.respond(round.link).get(api('/respond/receipt'))).body.code).toBe('RECEIPT_NOT_FOUND');
    await answerMissing(world, round.link);
    const { R3, C1 } = Object.fromEntries((await shownTo(round.link)).answers.map((answer) => [answer.question, answer]));
    await rounds.save(round.link, [choose('R3', 'no', R3?.version)]);
    expect(C1).toBeDefined();
    const submitted = await rounds.submit(round.link);
    const receipt = (await rounds.respond(round.link).get(api('/respond/receipt'))).body as {
      sha256: string;
      document: string;
      earlier: unknown[];
    };
    expect(receipt.sha256).toBe(submitted.body.receipt.sha256);
    expect(createHash('sha256').update(receipt.document, 'utf8').digest('hex')).toBe(receipt.sha256);
    const { answers } = JSON.parse(receipt.document) as { answers: { question: string; value: unknown; comment: string | null }[] };
    expect(answers.find(({ question }) => question === 'P1')).toMatchObject({ value: 'Kaleidoscope Holding', comment: 'Ask me' });
    expect(answers.map(({ question }) => question)).not.toContain('C1');
    await untilIdle(world.app);
    const letter = await world.letterTo(round.email);
    expect(letter.text).toContain(receipt.sha256);
    expect(letter.text).not.toContain('Kaleidoscope');
    const [stored] = await rounds.rows(
      `SELECT encode(document_sealed, 'escape') AS words FROM submission_receipt WHERE assessment_id = $1`,
      [round.id],
    );
    expect(stored?.['words']).not.toContain('Kaleidoscope');

    const returned = { questions: [{ question: 'S1', decision: 'returned', comment: 'Please look again.' }] };
    await rounds
      .officer()
      .post(api(`/assessments/${round.id}/return`))
      .send(returned);
    await rounds.complete(round.link);
    const second = await rounds.officer().get(api(`/assessments/${round.id}/receipt`));
    expect(second.body.earlier).toMatchObject([{ sha256: receipt.sha256 }]);
    expect(second.body.sha256).not.toBe(receipt.sha256);
  });
});

describe('a question', () => {
  it('says why it is asked, what it serves and who will see the answer, in the reader’s language', async () => {
    const { link } = await rounds.open();
    const { body } = await rounds.respond(link).get(api('/respond?language=ru'));
    const questions = (
      body.questionnaire.chapters as { questions: { id: string; why: string; serves: { name: string }[]; seenBy: string }[] }[]
    ).flatMap((chapter) => chapter.questions);
    expect(questions.every(({ why, seenBy }) => why !== '' && seenBy.includes('Tenant once-buyer'))).toBe(true);
    const w5 = questions.find(({ id }) => id === 'W5');
    expect(w5?.serves.map(({ name }) => name)).toContain('Признак принудительного труда (МОТ): удержание документов');
  });

  it('is printed with all others on one page without script, for the contact and for officers', async () => {
    const { id, link } = await rounds.open();
    await rounds.save(link, [{ ...choose('P1', '<script>alert(1)</script>'), comment: 'Noted' }]);
    const page = await rounds.respond(link).get(api('/respond/print?answers=true&language=ru'));
    expect(page.status).toBe(200);
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(page.headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-/);
    expect(page.text).toContain('<html lang="ru" dir="ltr">');
    expect(page.text).toContain('&lt;script&gt;');
    expect(page.text).not.toContain('<script');
    const blank = await rounds.officer().get(api(`/assessments/${id}/print`));
    expect(blank.text).not.toContain('Noted');
    expect((await rounds.officer().get(api(`/assessments/${id}`))).body.state).toBe('in_progress');
  });
});
