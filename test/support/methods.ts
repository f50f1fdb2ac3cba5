import type { Response } from 'supertest';
import { untilIdle } from '../../src/demo/idle.js';
import type { SignedIn, World } from './world.js';

export interface MethodBody {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly sha256: string;
  readonly state: string;
  readonly version: number;
  readonly adoptOn: string | null;
  readonly retiredOn: string | null;
}

/** Garments count as the hardest sector there is, and hardest sectors are never below 80; grave sites are looked at more often. */
export const STRICTER = {
  name: 'Stricter on garments',
  sectorValues: [{ isic: '14', value: 100, reason: { en: 'Three of our own cases in a year.' } }],
  floors: [
    {
      id: 'hardest_sectors',
      value: 80,
      when: 'sector.value >= 90.0',
      reason: { en: 'Work in this sector is seldom free of risk.', ru: 'Работа в этой отрасли редко бывает без риска.' },
    },
  ],
  cadence: { critical: 1, high: 3, medium: 12, low: 24 },
};

type Verb = 'get' | 'post' | 'put' | 'delete';

/** The methods of a tenant over HTTP. The clock moves on in tests, so everybody signs in anew. */
export class MethodsApi {
  constructor(
    private readonly world: World,
    private readonly who: SignedIn,
  ) {}

  async call(verb: Verb, address: string, body?: object): Promise<Response> {
    const { slug, email, password } = this.who;
    const { token } = await this.world.signIn(slug, email, password);
    const request = this.world.as(token)[verb](`/api/v1${address}`);
    return body === undefined ? request : request.send(body);
  }

  /** The body of an answer that is no refusal. */
  async ok<T>(verb: Verb, address: string, body?: object): Promise<T> {
    const answer = await this.call(verb, address, body);
    if (answer.status >= 300) throw new Error(`${verb} ${address}: ${answer.status} ${answer.text}`);
    return answer.body as T;
  }

  /** Status and code of a refusal. */
  async refusal(verb: Verb, address: string, body?: object): Promise<string> {
    const answer = await this.call(verb, address, body);
    return `${answer.status} ${(answer.body as { code?: string }).code ?? ''}`.trim();
  }

  draft(body: object = STRICTER): Promise<MethodBody> {
    return this.ok('post', '/methods', body);
  }

  read(id: string): Promise<MethodBody> {
    return this.ok('get', `/methods/${id}`);
  }

  async drop(id: string): Promise<void> {
    await this.ok('delete', `/methods/${id}?version=${(await this.read(id)).version}`);
  }

  async lookAt(id: string): Promise<void> {
    await this.ok('post', `/methods/${id}/impact`);
    await untilIdle(this.world.app);
  }

  async adopt(id: string, on: string): Promise<Response> {
    return this.call('post', `/methods/${id}/adopt`, { on, version: (await this.read(id)).version });
  }
}

export const dayIn = (world: World, days: number): string =>
  new Date(world.clock.now().getTime() + days * 86_400_000).toISOString().slice(0, 10);
