import { request as httpRequest } from 'node:http';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { docx, pdf } from '../support/documents.js';
import { eventually } from '../support/eventually.js';
import { api, PNG, type Round, Rounds } from '../support/rounds.js';
import { type SignedIn, World } from '../support/world.js';

let world: World;
let buyer: SignedIn;
let rounds: Rounds;

beforeAll(async () => {
  world = await World.start();
  buyer = await world.signUp('evidence-buyer');
  rounds = new Rounds(world, buyer);
});

afterAll(async () => {
  await world.stop();
});

const MB = 1024 * 1024;

/** A PDF that no other test sends. */
let made = 0;
const newPdf = (words = 'proof'): Buffer => pdf(`<< /Title (${words} ${(made += 1)}) >>`);

const filesOnDisk = async (): Promise<readonly string[]> =>
  (await readdir(join(world.settings.dataDir, 'files', buyer.tenantId)).catch(() => [])).sort();

const incoming = (): Promise<readonly string[]> => readdir(join(world.settings.dataDir, 'incoming')).catch(() => []);

/** The bytes behind an address that the API gives out. */
async function bytesAt(path: string, token: string): Promise<{ status: number; code: string | undefined; body: Buffer | null }> {
  const issued = await world.as(token).get(api(path));
  if (issued.status !== 200) return { status: issued.status, code: issued.body.code as string, body: null };
  const file = await rounds.download(issued.body.url as string);
  return { status: file.status, code: undefined, body: file.body as Buffer };
}

const codeOf = async (answer: PromiseLike<{ status: number; body: { code?: string } }>): Promise<string> => {
  const { status, body } = await answer;
  return `${status} ${body.code ?? ''}`.trim();
};

describe('a file that is sent', () => {
  it('is taken by what its bytes are, and refused where it is not what it says', async () => {
    const { link } = await rounds.open();
    expect((await rounds.upload(link, newPdf(), 'policy.pdf')).body).toMatchObject({ mediaType: 'application/pdf', remarks: [] });
    expect((await rounds.upload(link, Buffer.from('name;share\nДом;3\n'), 'list.csv')).body.mediaType).toBe('text/csv');
    expect(await codeOf(rounds.upload(link, Buffer.from('4d5a9000', 'hex'), 'policy.pdf'))).toBe('415 FILE_TYPE_UNSUPPORTED');
    const disguised = await rounds.upload(link, PNG, 'policy.pdf');
    expect([disguised.status, disguised.body.code, disguised.body.title]).toEqual([
      415,
      'FILE_NOT_WHAT_IT_SAYS',
      'The file is not what it says. Its name ends in ".pdf", but it is a PNG picture.',
    ]);
    expect(await codeOf(rounds.upload(link, docx({ 'word/vbaProject.bin': 'x' }), 'a.docx'))).toBe('415 FILE_HAS_MACROS');
    expect(await codeOf(rounds.upload(link, pdf('<< /S /JavaScript >>'), 'a.pdf'))).toBe('415 FILE_HAS_SCRIPTS');
  });

  it('is refused over 25 MB, empty, missing, or beside a question that is not asked, and leaves nothing behind', async () => {
    const { link } = await rounds.open();
    const before = await filesOnDisk();
    expect(await codeOf(rounds.upload(link, Buffer.alloc(25 * MB + 1, 'a'), 'large.txt'))).toBe('413 FILE_TOO_LARGE');
    expect(await codeOf(rounds.upload(link, Buffer.alloc(0), 'empty.txt'))).toBe('400 FILE_EMPTY');
    expect(await codeOf(rounds.respond(link).post(api('/respond/evidence')).field('question', 'R3'))).toBe('400 FILE_MISSING');
    expect((await rounds.respond(link).post(api('/respond/evidence')).send({ question: 'R3' })).status).toBe(415);
    expect(await codeOf(rounds.upload(link, PNG, 'a.png', { question: 'Z9' }))).toBe('400 QUESTION_UNKNOWN');
    expect(await codeOf(rounds.upload(link, PNG, 'a.png', { question: 'R3', rule: 'nothing' }))).toBe('400 EVIDENCE_RULE_UNKNOWN');
    expect(await codeOf(rounds.upload(link, PNG, 'a.png', { question: 'R3', issuedOn: '2999-01-01' }))).toBe('400 DATE_IN_FUTURE');
    expect(await codeOf(rounds.upload(link, PNG, 'a.png', { question: 'R3', owner: 'me' }))).toBe('400 VALIDATION_FAILED');
    expect(await codeOf(rounds.upload(link, PNG, 'a.png', {}))).toBe('400 VALIDATION_FAILED');
    expect([await filesOnDisk(), await incoming()]).toEqual([before, []]);
    expect((await rounds.upload(link, Buffer.alloc(25 * MB, 'a'), 'just.txt')).status).toBe(201);
  });

  it('leaves nothing behind where its sender breaks off', async () => {
    const { link } = await rounds.open();
    const before = await filesOnDisk();
    const { port } = new URL(await world.app.getUrl());
    const headers = {
      authorization: `Bearer ${link}`,
      'content-type': 'multipart/form-data; boundary=x',
      'content-length': String(9 * MB),
    };
    const request = httpRequest({ port, path: api('/respond/evidence'), method: 'POST', headers });
    request.on('error', () => undefined);
    request.write('--x\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\n\r\n');
    request.write('a'.repeat(MB));
    await eventually(async () => expect(await incoming()).toHaveLength(1));
    request.destroy();
    await eventually(async () => expect(await incoming()).toEqual([]));
    expect(await filesOnDisk()).toEqual(before);
  });

  it('is said to have no names in it before it is sent, in the language of the reader', async () => {
    const { link } = await rounds.open();
    const notice = async (language: string): Promise<string> =>
      (await rounds.respond(link).get(api(`/respond?language=${language}`))).body.evidenceNotice as string;
    expect(await notice('en')).toContain('black out the names');
    expect(await notice('ru')).toContain('паспортов');
    expect(await notice('vi')).toBe(await notice('en'));
  });
});

describe('a document', () => {
  it('is stored once, under a sealed name, and stands beside as many questions as it proves', async () => {
    const { id, link, supplierId } = await rounds.open();
    const before = (await filesOnDisk()).length;
    const name = 'Список работников «Alpha».png';
    const [first, again] = [await rounds.upload(link, PNG, name), await rounds.upload(link, PNG, 'copy.png')];
    expect(again.body).toEqual(first.body);
    expect(first.body).toMatchObject({ name, size: PNG.length, sha256: expect.stringMatching(/^[0-9a-f]{64}$/), origin: 'uploaded' });
    const elsewhere = await rounds.upload(link, PNG, 'other.png', { question: 'S1', rule: 'policy' });
    expect(elsewhere.body).toMatchObject({ documentId: first.body.documentId, name });
    expect(elsewhere.body.id).not.toBe(first.body.id);
    expect(await rounds.rows('SELECT FROM document WHERE supplier_id = $1', [supplierId])).toHaveLength(1);
    expect((await filesOnDisk()).length).toBe(before + 1);
    const [stored] = await rounds.rows(`SELECT encode(name_sealed, 'escape') AS name FROM document WHERE supplier_id = $1`, [supplierId]);
    expect(stored?.['name']).not.toContain('Alpha');
    expect((await rounds.respond(link).get(api('/respond/evidence'))).body.items).toHaveLength(2);
    expect((await rounds.officer().get(api(`/assessments/${id}/evidence`))).body.items).toHaveLength(2);
    expect((await rounds.respond(link).delete(api(`/respond/evidence/${first.body.id}`))).status).toBe(204);
    expect((await filesOnDisk()).length).toBe(before + 1);
    expect((await rounds.respond(link).delete(api(`/respond/evidence/${elsewhere.body.id}`))).status).toBe(204);
    expect((await filesOnDisk()).length).toBe(before);
    const back = await rounds.upload(link, PNG, 'back.png');
    expect(back.body).toMatchObject({ documentId: first.body.documentId, name: 'back.png' });
    expect((await bytesAt(`/respond/evidence/${back.body.id}/url`, link)).body?.equals(PNG)).toBe(true);
  });

  it('is offered again to its own supplier and no other, and stays as old as it is', async () => {
    const [one, other] = [await rounds.open(), await rounds.open()];
    const sent = await rounds.upload(one.link, newPdf(), 'policy.pdf', { question: 'S1', rule: 'policy', issuedOn: '2026-01-01' });
    const listed = await rounds.respond(one.link).get(api('/respond/documents'));
    expect(listed.body.items).toMatchObject([
      {
        id: sent.body.documentId,
        name: 'policy.pdf',
        ageDays: 0,
        uses: [{ question: 'S1', rule: 'policy', issuedOn: '2026-01-01', provesUntil: '2029-01-01' }],
      },
    ]);
    expect((await rounds.respond(other.link).get(api('/respond/documents'))).body.items).toEqual([]);
    const reuse = (link: string, more: object = {}) =>
      rounds
        .respond(link)
        .post(api('/respond/evidence/reuse'))
        .send({ documentId: sent.body.documentId, question: 'S2', rule: 'policy_scope', ...more });
    expect(await codeOf(reuse(other.link))).toBe('404 DOCUMENT_NOT_FOUND');
    expect(await codeOf(rounds.respond(other.link).get(api(`/respond/documents/${sent.body.documentId}/url`)))).toBe(
      '404 DOCUMENT_NOT_FOUND',
    );
    expect((await bytesAt(`/respond/documents/${sent.body.documentId}/url`, one.link)).status).toBe(200);
    expect((await reuse(one.link)).body).toMatchObject({
      origin: 'reused',
      documentId: sent.body.documentId,
      issuedOn: '2026-01-01',
      uploadedAt: sent.body.uploadedAt,
      provesUntil: '2029-01-01',
    });
    await rounds.passDays(3);
    expect(await codeOf(reuse(one.link, { question: 'S4', rule: 'appointment', issuedOn: world.clock.today() }))).toBe(
      '400 ISSUED_AFTER_UPLOAD',
    );
  });

  it('keeps its history where a newer one takes its place', async () => {
    const { link } = await rounds.open();
    const fields = { question: 'S1', rule: 'policy' };
    const first = await rounds.upload(link, newPdf(), 'policy.pdf', fields);
    expect(
      await codeOf(rounds.upload(link, newPdf(), 'b.pdf', { ...fields, question: 'S2', rule: 'policy_scope', replaces: first.body.id })),
    ).toBe('400 REPLACED_UNKNOWN');
    const second = await rounds.upload(link, newPdf(), 'policy-2.pdf', { ...fields, replaces: first.body.id });
    const third = await rounds.upload(link, newPdf(), 'policy-3.pdf', { ...fields, replaces: second.body.id });
    expect(third.body.versions).toMatchObject([
      { sha256: second.body.sha256, replacedBy: 'newer', removedAt: null },
      { sha256: first.body.sha256, replacedBy: 'newer', removedAt: null },
    ]);
    expect((await rounds.respond(link).get(api('/respond/evidence'))).body.items).toEqual([third.body]);
  });

  it('takes at most 20 to a question', async () => {
    const { link } = await rounds.open();
    for (let i = 0; i < 20; i += 1) expect((await rounds.upload(link, newPdf(), 'a.pdf')).status).toBe(201);
    expect(await codeOf(rounds.upload(link, newPdf(), 'a.pdf'))).toBe('409 TOO_MANY_FILES');
  }, 30_000);
});

describe('a new round', () => {
  it('has the files of the last one beside its questions while they prove something, as old as they are', async () => {
    const round = await rounds.open();
    const kept = await rounds.upload(round.link, newPdf(), 'policy.pdf', { question: 'S1', rule: 'policy' });
    await rounds.upload(round.link, newPdf(), 'register.pdf', { question: 'R4', rule: 'subcontractor_register' });
    await rounds.upload(round.link, newPdf(), 'list.pdf', { question: 'R3', rule: 'agency_list', validUntil: dayIn(400) });
    const withdrawn = await rounds.upload(round.link, newPdf(), 'gone.pdf', { question: 'S1', rule: 'policy_shared' });
    await rounds.respond(round.link).delete(api(`/respond/evidence/${withdrawn.body.id}`));
    await rounds.complete(round.link);
    expect((await rounds.accept(round.id, [])).status).toBe(200);
    await rounds.passDays(200);
    const again = await openAgain(round);
    const files = (await rounds.respond(again.link).get(api('/respond/evidence'))).body.items as Record<string, unknown>[];
    expect(files.map(({ question, rule, origin, name }) => [question, rule, origin, name])).toEqual([
      ['S1', 'policy', 'carried_over', 'policy.pdf'],
      ['R3', 'agency_list', 'carried_over', 'list.pdf'],
    ]);
    expect(files[0]).toMatchObject({
      documentId: kept.body.documentId,
      uploadedAt: kept.body.uploadedAt,
      provesUntil: kept.body.provesUntil,
    });
    expect((await rounds.respond(again.link).delete(api(`/respond/evidence/${String(files[0]?.['id'])}`))).status).toBe(204);
    expect((await bytesAt(`/assessments/${round.id}/evidence/${kept.body.id}/url`, rounds.buyer.token)).status).toBe(200);
  }, 60_000);
});

const dayIn = (days: number): string => new Date(world.clock.now().getTime() + days * 86_400_000).toISOString().slice(0, 10);

async function openAgain(round: Round): Promise<Round> {
  const sent = await rounds.send([round.siteId]);
  const [{ assessmentId }] = sent.body.sent as [{ assessmentId: string }];
  return {
    ...round,
    id: assessmentId,
    link: await eventually(async () => {
      const link = await world.linkTo(round.email);
      if (link === round.link) throw new Error('no new letter yet');
      return link;
    }),
  };
}

describe('the address of a file', () => {
  it('opens it for five minutes to whoever holds it, to be saved and never shown, and that it was asked for is written down', async () => {
    const { id, link } = await rounds.open();
    const content = newPdf();
    const sent = await rounds.upload(link, content, 'Политика (2026).pdf');
    const issued = await rounds.officer().get(api(`/assessments/${id}/evidence/${sent.body.id}/url`));
    expect(issued.headers['cache-control']).toBe('no-store');
    expect(Date.parse(issued.body.expiresAt as string) - world.clock.now().getTime()).toBeGreaterThan(4 * 60_000);
    const file = await rounds.download(issued.body.url as string);
    expect((file.body as Buffer).equals(content)).toBe(true);
    expect(file.headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent('Политика').concat('%20%282026%29.pdf')}`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "sandbox; default-src 'none'",
      'cache-control': 'no-store',
      'content-length': String(content.length),
    });
    const [event] = await rounds.rows(`SELECT after FROM audit_event WHERE action = 'evidence.read' AND subject_id = $1`, [id]);
    expect(event?.['after']).toEqual({ documentId: sent.body.documentId, sha256: sent.body.sha256 });
  });

  it('is refused where it is made up, changed or old', async () => {
    const { link } = await rounds.open();
    const sent = await rounds.upload(link, newPdf(), 'a.pdf');
    const { url } = (await rounds.respond(link).get(api(`/respond/evidence/${sent.body.id}/url`))).body as { url: string };
    const token = url.split('/').at(-1) ?? '';
    const changed = `${token.slice(0, 30)}${token[30] === 'A' ? 'B' : 'A'}${token.slice(31)}`;
    for (const wrong of ['nonsense', changed, `${token}=`, token.slice(0, -4)])
      expect(await codeOf(world.http.get(api(`/files/${wrong}`)))).toBe('404 FILE_LINK_INVALID');
    expect((await world.http.get(api(`/files/${token}`))).status).toBe(200);
    await rounds.respond(link).delete(api(`/respond/evidence/${sent.body.id}`));
    expect(await codeOf(world.http.get(api(`/files/${token}`)))).toBe('410 DOCUMENT_GONE');
    await rounds.passDays(1);
    expect(await codeOf(world.http.get(api(`/files/${token}`)))).toBe('410 FILE_LINK_EXPIRED');
  });
});

describe('a document with names in it', () => {
  const form = (round: Round, evidenceId: string, content: Buffer, reason = 'It names three workers.') =>
    rounds
      .officer()
      .post(api(`/assessments/${round.id}/evidence/${evidenceId}/redact`))
      .field('reason', reason)
      .attach('file', content, 'blacked out.pdf');
  const remove = (round: Round, evidenceId: string) =>
    rounds
      .officer()
      .post(api(`/assessments/${round.id}/evidence/${evidenceId}/remove`))
      .send({ reason: 'A copy of a passport.' });
  const countedS1 = (round: Round) =>
    rounds.rows(
      `SELECT evidence, dated::text, documented_until::text AS until FROM counted_answer WHERE site_id = $1 AND question_id = 'S1' ORDER BY id DESC LIMIT 1`,
      [round.siteId],
    );

  it('is replaced by a blacked-out copy wherever it stands; the bytes are gone, the hash and the reason stay', async () => {
    const round = await rounds.open();
    const original = newPdf('Rahim');
    const sent = await rounds.upload(round.link, original, 'names of workers.pdf', {
      question: 'S1',
      rule: 'policy',
      issuedOn: '2026-02-01',
    });
    await rounds.upload(round.link, original, 'again.pdf', { question: 'S2', rule: 'policy_scope' });
    const before = await filesOnDisk();
    expect(await codeOf(form(round, sent.body.id, original))).toBe('400 REDACTION_UNCHANGED');
    const redacted = await form(round, sent.body.id, newPdf('██'));
    expect(redacted.status).toBe(200);
    expect(redacted.body.items).toMatchObject(
      ['S1', 'S2'].map((question) => ({
        question,
        name: 'blacked out.pdf',
        issuedOn: '2026-02-01',
        redactedAt: expect.any(String),
        uploadedAt: sent.body.uploadedAt,
        versions: [{ sha256: sent.body.sha256, replacedBy: 'redacted', removedAt: expect.any(String), reason: 'It names three workers.' }],
      })),
    );
    expect(await filesOnDisk()).toHaveLength(before.length);
    const [old] = await rounds.rows('SELECT storage_key, name_sealed, sha256 FROM document WHERE id = $1', [sent.body.documentId]);
    expect(old).toEqual({ storage_key: null, name_sealed: null, sha256: sent.body.sha256 });
    const seen = (await rounds.respond(round.link).get(api('/respond'))).body.evidence as { redactedAt: string | null }[];
    expect(seen.every(({ redactedAt }) => redactedAt !== null)).toBe(true);
    expect(await codeOf(rounds.upload(round.link, original, 'once more.pdf'))).toBe('409 DOCUMENT_REMOVED');
    const [event] = await rounds.rows(`SELECT after::text FROM audit_event WHERE action = 'evidence.redacted' AND subject_id = $1`, [
      round.id,
    ]);
    expect(event?.['after']).toContain(String(sent.body.sha256));
    expect(event?.['after']).not.toContain('three workers');
  });

  it('is taken away, and what it alone proved counts as declared from then on', async () => {
    const round = await rounds.open();
    const sent = await rounds.upload(round.link, newPdf(), 'policy.pdf', { question: 'S1', rule: 'policy', issuedOn: '2026-02-01' });
    await rounds.complete(round.link, { S1: 'approved' });
    expect((await rounds.accept(round.id, [{ question: 'S1', decision: 'accepted', evidence: 'documented' }])).status).toBe(200);
    expect(await countedS1(round)).toEqual([{ evidence: 'documented', dated: '2026-02-01', until: '2029-02-01' }]);
    const claimedOn = world.clock.today();
    await rounds.passDays(40);
    const removed = await remove(round, sent.body.id);
    expect(removed.body.items).toMatchObject([
      { id: sent.body.id, name: null, removedAt: expect.any(String), removalReason: 'A copy of a passport.' },
    ]);
    expect(await countedS1(round)).toEqual([{ evidence: 'declared', dated: claimedOn, until: null }]);
    expect(await codeOf(rounds.officer().get(api(`/assessments/${round.id}/evidence/${sent.body.id}/url`)))).toBe('404 EVIDENCE_NOT_FOUND');
    const scores = await rounds.rows(
      `SELECT FROM audit_event WHERE action = 'evidence.removed' AND subject_id = $1 AND after ->> 'demoted' = '["S1"]'`,
      [round.id],
    );
    expect(scores).toHaveLength(1);
  });

  it('leaves an answer proved that another accepted document proves as well', async () => {
    const round = await rounds.open();
    const one = await rounds.upload(round.link, newPdf(), 'policy.pdf', { question: 'S1', rule: 'policy', issuedOn: '2026-02-01' });
    await rounds.upload(round.link, newPdf(), 'older.pdf', { question: 'S1', rule: 'policy', issuedOn: '2025-02-01' });
    await rounds.complete(round.link, { S1: 'approved' });
    await rounds.accept(round.id, [{ question: 'S1', decision: 'accepted', evidence: 'documented' }]);
    expect((await remove(round, one.body.id)).status).toBe(200);
    expect(await countedS1(round)).toEqual([{ evidence: 'documented', dated: '2025-02-01', until: '2028-02-01' }]);
  });
});

describe('a document that ends soon', () => {
  it('is written about 30 and 7 days before, once each, with the day and a link that opens', async () => {
    const round = await rounds.open();
    await rounds.upload(round.link, newPdf(), 'policy.pdf', { question: 'S1', rule: 'policy', validUntil: dayIn(40) });
    await rounds.upload(round.link, newPdf(), 'list.pdf', { question: 'R3', rule: 'agency_list', validUntil: dayIn(40) });
    await rounds.upload(round.link, newPdf(), 'unproved.pdf', { question: 'R5', rule: 'self_employed_list', validUntil: dayIn(20) });
    await rounds.complete(round.link, { S1: 'approved', R3: 'yes' });
    const proved = ['S1', 'R3'].map((question) => ({ question, decision: 'accepted', evidence: 'documented' }));
    expect((await rounds.accept(round.id, proved)).status).toBe(200);
    const letters = async (): Promise<readonly string[]> =>
      (await world.letters())
        .filter(({ to, subject }) => to.includes(round.email) && subject.includes('out of date'))
        .map(({ text }) => text);
    const endsOn = dayIn(40);
    await world.sweep();
    await rounds.passDays(9);
    await world.sweep();
    await rounds.passDays(1);
    for (let i = 0; i < 3; i += 1) await world.sweep();
    await eventually(async () => expect(await letters()).toHaveLength(1));
    const [letter] = await letters();
    expect(letter).toContain(new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(endsOn)));
    const link = /#(plk_\S+)/.exec(letter ?? '')?.[1] ?? '';
    expect((await rounds.respond(link).get(api('/respond'))).body).toMatchObject({ readOnly: true, assessmentId: round.id });
    await rounds.passDays(10);
    await world.sweep();
    await rounds.passDays(14);
    await world.sweep();
    await eventually(async () => expect(await letters()).toHaveLength(2));
    await rounds.passDays(1);
    await world.sweep();
    await eventually(async () => expect(await seenOn()).toBe(world.clock.today()));
    await settled();
    expect(await letters()).toHaveLength(2);
  }, 60_000);

  const seenOn = async (): Promise<unknown> =>
    (await rounds.rows('SELECT documents_seen_on::text AS day FROM tenant WHERE tenant_id = $1', [buyer.tenantId]))[0]?.['day'];
  const settled = (): Promise<void> =>
    eventually(async () => {
      const waiting = await rounds.rows('SELECT FROM mail WHERE sent_at IS NULL AND dropped_reason IS NULL AND tenant_id = $1', [
        buyer.tenantId,
      ]);
      expect(waiting).toHaveLength(0);
    });
});
