import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Redis } from 'ioredis';
import pg from 'pg';
import supertest from 'supertest';
import { MovableClock } from '../../src/platform/clock/clock.js';
import type { Settings } from '../../src/platform/config/tokens.js';
import { addressOf, ensureDatabase } from '../../src/platform/db/databases.js';
import { sweep } from '../../src/platform/sweep/sweep.job.js';
import { newId } from '../../src/platform/db/ids.js';
import { QueueHub } from '../../src/platform/queue/queue-hub.js';
import { startApp } from '../../src/processes/start-app.js';
import { eventually } from './eventually.js';
import { readLetter, type Letter } from './letters.js';

interface Cluster {
  readonly adminUrl: string;
  readonly passwords: { readonly app: string; readonly queue: string };
}

export interface SignedIn {
  readonly slug: string;
  readonly tenantId: string;
  readonly email: string;
  readonly password: string;
  readonly token: string;
  readonly refreshToken: string;
}

/** The whole product in one process on a database of its own: real HTTP, real PostgreSQL, real queue and workers, a clock that can be moved. */
export class World {
  private constructor(
    readonly app: NestFastifyApplication,
    readonly clock: MovableClock,
    readonly settings: Settings,
    /** Superuser of this world's database: sees every row, for looking at what is stored. */
    readonly admin: pg.Pool,
  ) {}

  static async start(options: { readonly work?: boolean; readonly signInsPerMinute?: number } = {}): Promise<World> {
    const cluster = JSON.parse(process.env['PLUMBLINE_TEST_CLUSTER'] ?? '{}') as Cluster;
    const database = `world_${newId<string>().replaceAll('-', '')}`;
    await eventually(() => ensureDatabase(cluster.adminUrl, database, 'plumbline_template'));
    const adminUrl = addressOf(cluster.adminUrl, { database });
    const clock = new MovableClock();
    const settings: Settings = {
      databaseUrl: addressOf(adminUrl, { user: 'plumbline_app', password: cluster.passwords.app }),
      queue: await testQueue(addressOf(adminUrl, { user: 'plumbline_queue', password: cluster.passwords.queue })),
      masterKey: Buffer.alloc(32, 7),
      publicUrl: 'http://plumbline.test',
      smtpUrl: null,
      mailFrom: 'Plumbline <plumbline@example.org>',
      dataDir: await mkdtemp(join(tmpdir(), 'plumbline-world-')),
      logLevel: process.env['LOG_LEVEL'] ?? 'fatal',
      trustedProxies: 0,
      signInsPerMinute: options.signInsPerMinute ?? 10_000,
    };
    const app = await startApp({ settings, clock, listen: { host: '127.0.0.1', port: 0 }, work: options.work ?? true });
    return new World(app, clock, settings, new pg.Pool({ connectionString: adminUrl, max: 3 }));
  }

  /** `http` is a supertest agent on the real server: `world.http.get('/api/v1/…')`. */
  get http() {
    return supertest(this.app.getHttpServer());
  }

  /** A request with a bearer token: `world.as(token).post('/api/v1/suppliers').send({…})`. */
  as(token: string) {
    return supertest.agent(this.app.getHttpServer()).set('authorization', `Bearer ${token}`);
  }

  async stop(): Promise<void> {
    await this.app.close();
    await this.admin.end();
    await rm(this.settings.dataDir, { recursive: true, force: true });
  }

  /** Signs up a tenant and signs its first admin in. */
  async signUp(slug: string, email = `admin@${slug}.example`): Promise<SignedIn> {
    const password = 'correct horse battery staple';
    const made = await this.http
      .post('/api/v1/tenants')
      .send({ name: `Tenant ${slug}`, slug, adminName: `Admin of ${slug}`, email, password });
    if (made.status !== 201) throw new Error(`sign-up: ${made.status} ${made.text}`);
    return this.signIn(slug, email, password);
  }

  async signIn(slug: string, email: string, password: string): Promise<SignedIn> {
    const answer = await this.http.post('/api/v1/auth/sign-in').send({ tenant: slug, email, password });
    if (answer.status !== 200) throw new Error(`sign-in: ${answer.status} ${answer.text}`);
    const body = answer.body as { accessToken: string; refreshToken: string; person: { tenantId: string } };
    return { slug, email, password, token: body.accessToken, refreshToken: body.refreshToken, tenantId: body.person.tenantId };
  }

  /** Invites a person through the mail that reaches them, and signs them in. */
  async join(admin: SignedIn, role: 'admin' | 'officer' | 'auditor', email = `${role}@${admin.slug}.example`): Promise<SignedIn> {
    const invited = await this.as(admin.token)
      .post('/api/v1/people/invitations')
      .send({ name: `The ${role}`, email, role });
    if (invited.status !== 201) throw new Error(`invite: ${invited.status} ${invited.text}`);
    const letter = await this.letterTo(email);
    const token = /#(plj_\S+)/.exec(letter.text)?.[1];
    const password = 'another long enough password';
    const accepted = await this.http.post('/api/v1/people/invitations/accept').send({ token, password });
    if (accepted.status >= 300) throw new Error(`accept: ${accepted.status} ${accepted.text}`);
    return this.signIn(admin.slug, email, password);
  }

  /** Lets the sweep look now, rather than within the next half minute: after the clock was moved. */
  async sweep(): Promise<void> {
    await this.app.get(QueueHub).add([{ job: sweep, id: newId(), payload: {} }]);
  }

  /** All mail written so far, oldest first. */
  async letters(): Promise<Letter[]> {
    const folder = join(this.settings.dataDir, 'mail');
    const files = await readdir(folder, { recursive: true }).catch(() => []);
    const eml = files
      .filter((file) => file.endsWith('.eml'))
      .sort((a, b) => (a.split('/').at(-1) ?? '').localeCompare(b.split('/').at(-1) ?? ''));
    return Promise.all(eml.map(async (file) => readLetter(await readFile(join(folder, file), 'utf8'))));
  }

  /** The newest letter to an address, once the worker has sent it. */
  letterTo(address: string): Promise<Letter> {
    return eventually(async () => {
      const letter = (await this.letters()).filter(({ to }) => to.includes(address)).at(-1);
      if (letter === undefined) throw new Error(`no letter to ${address}`);
      return letter;
    });
  }

  /** The respondent's token from the newest letter to an address. */
  async linkTo(address: string): Promise<string> {
    const token = /#(plk_\S+)/.exec((await this.letterTo(address)).text)?.[1];
    if (token === undefined) throw new Error(`the letter to ${address} carries no link`);
    return token;
  }
}

const WORLDS_AT_ONCE = 7;
let worlds = 0;

/** Redis where the run asks for it, each world in a database of its own (two Jest workers, seven worlds each, of Redis' sixteen); else PostgreSQL. */
async function testQueue(postgresUrl: string): Promise<Settings['queue']> {
  const redis = process.env['REDIS_URL'];
  if (process.env['PLUMBLINE_TEST_QUEUE'] !== 'redis' || redis === undefined) return { kind: 'postgres', url: postgresUrl };
  const worker = (Number(process.env['JEST_WORKER_ID'] ?? '1') - 1) % 2;
  const url = new URL(redis);
  url.pathname = `/${worker * WORLDS_AT_ONCE + (worlds % WORLDS_AT_ONCE)}`;
  worlds += 1;
  const client = new Redis(url.toString());
  await client.flushdb();
  await client.quit();
  return { kind: 'redis', url: url.toString() };
}
