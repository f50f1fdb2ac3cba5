import { eventually } from './eventually.js';
import type { Response } from 'supertest';
import { answerMissing, makeSite, type TestSite } from './assessed-sites.js';
import type { SignedIn, World } from './world.js';

/** A round sent to a new site with one contact. */
export interface Round extends TestSite {
  readonly id: string;
  readonly email: string;
  /** The contact's link. */
  readonly link: string;
}

export type Row = Readonly<Record<string, unknown>>;

/** The smallest picture there is. */
export const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

export const api = (path: string): string => `/api/v1${path}`;

/** An answer as it is sent. */
export const choose = (question: string, value: unknown, version = 0) => ({ question, state: 'answered', value, version });

/** The body as it came, whatever its type says. */
const bytes = (response: Response, done: (error: Error | null, body: Buffer) => void): void => {
  const pieces: Buffer[] = [];
  response.on('data', (piece: Buffer) => pieces.push(piece));
  response.on('end', () => done(null, Buffer.concat(pieces)));
};

/** What an officer and the contacts do with rounds, through the API. */
export class Rounds {
  private made = 0;

  constructor(
    private readonly world: World,
    public buyer: SignedIn,
  ) {}

  /** Some days go by; the officer signs in again. */
  async passDays(days: number): Promise<void> {
    this.world.clock.advanceDays(days);
    this.buyer = await this.world.signIn(this.buyer.slug, this.buyer.email, this.buyer.password);
  }

  officer() {
    return this.world.as(this.buyer.token);
  }

  respond(link: string) {
    return this.world.as(link);
  }

  send(siteIds: readonly string[], more: object = {}) {
    return this.officer()
      .post(api('/assessments'))
      .send({ siteIds, ...more });
  }

  save(link: string, answers: readonly object[]) {
    return this.respond(link).put(api('/respond/answers')).send({ answers });
  }

  submit(link: string) {
    return this.respond(link).post(api('/respond/submit'));
  }

  accept(id: string, questions: readonly object[]) {
    return this.officer()
      .post(api(`/assessments/${id}/accept`))
      .send({ questions });
  }

  upload(link: string, content: Buffer, name: string, fields: Readonly<Record<string, string>> = { question: 'R3' }) {
    const request = this.respond(link).post(api('/respond/evidence'));
    for (const [field, value] of Object.entries(fields)) request.field(field, value);
    return request.attach('file', content, name);
  }

  /** Follows an address of a file, as a browser would: without a token. */
  download(url: string) {
    return this.world.http.get(new URL(url).pathname).buffer(true).parse(bytes);
  }

  /** Rows as they are stored, whoever they belong to. */
  async rows(sql: string, values: readonly unknown[]): Promise<Row[]> {
    return (await this.world.admin.query<Row>(sql, [...values])).rows;
  }

  /** A round to a new site whose contact is Rahim Example. */
  async open(email = `contact${this.made + 1}@assessed.example`): Promise<Round> {
    this.made += 1;
    const site = await makeSite(this.world, this.buyer.tenantId, `Assessed ${this.made}`, [{ email, name: 'Rahim Example' }]);
    const sent = await this.send([site.siteId]);
    if (sent.status !== 201) throw new Error(`send: ${sent.status} ${sent.text}`);
    const [{ assessmentId }] = sent.body.sent as [{ assessmentId: string }];
    return { ...site, email, id: assessmentId, link: await this.world.linkTo(email) };
  }

  /** The next round to the same site, once its letter has come. */
  async again(round: Round): Promise<Round> {
    const sent = await this.send([round.siteId]);
    const [one] = sent.body.sent as [{ assessmentId: string } | undefined];
    if (one === undefined) throw new Error(`send again: ${sent.status} ${sent.text}`);
    const [row] = await this.rows('SELECT id FROM assessment_link WHERE assessment_id = $1', [one.assessmentId]);
    const link = await eventually(async () => {
      const newest = await this.world.linkTo(round.email);
      if (!newest.includes(String(row?.['id']))) throw new Error('the new letter is on its way');
      return newest;
    });
    return { ...round, id: one.assessmentId, link };
  }

  /** Answers everything, beginning with what is given, and submits. */
  async complete(link: string, given: Readonly<Record<string, unknown>> = {}): Promise<void> {
    const first = Object.entries(given).map(([question, value]) => choose(question, value));
    if (first.length > 0) await this.save(link, first);
    await answerMissing(this.world, link);
    const submitted = await this.submit(link);
    if (submitted.status !== 200) throw new Error(`submit: ${submitted.status} ${submitted.text}`);
  }
}
