import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { World } from '../support/world.js';

let world: World;
beforeAll(async () => {
  world = await World.start({ work: false });
});
afterAll(() => world.stop());

const signIn = (type: string, body: string) => world.http.post('/api/v1/auth/sign-in').set('content-type', type).send(body);

describe('a refusal', () => {
  it.each([
    ['a body that is not JSON', 'application/json', '{bad', 400, 'BODY_NOT_JSON'],
    ['a body that meddles with prototypes', 'application/json', '{"__proto__":{"admin":true}}', 400, 'BODY_NOT_JSON'],
    ['a body of another type', 'text/plain', 'tenant=demo', 415, 'MEDIA_TYPE_UNSUPPORTED'],
    ['a body beyond the limit', 'application/json', `{"tenant":"${'a'.repeat(1_100_000)}"}`, 413, 'BODY_TOO_LARGE'],
    ['fields that are not known or of another type', 'application/json', '{"tenant":1,"extra":true}', 400, 'VALIDATION_FAILED'],
    [
      'text that cannot be stored',
      'application/json',
      '{"tenant":"a\\u0000b","email":"a@b.example","password":"x"}',
      400,
      'TEXT_NOT_STORABLE',
    ],
  ])('of %s is a problem with a stable code', async (_, type, body, status, code) => {
    const answer = await signIn(type, body);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.body).toMatchObject({ status, code, instance: answer.headers['x-request-id'] });
    expect(answer.status).toBe(status);
  });

  it('names the path of every field that is wrong', async () => {
    const { body } = await signIn('application/json', '{"tenant":"demo","email":5,"extra":true}');
    expect((body as { problems: { path: string; code: string }[] }).problems).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ path: 'extra', code: 'UNKNOWN_FIELD' }),
        expect.objectContaining({ path: 'email' }),
        expect.objectContaining({ path: 'password' }),
      ]),
    );
  });

  it.each([
    ['/api/v1/nothing', 404, 'ROUTE_NOT_FOUND'],
    ['/api/v1/%E0%A4%A', 400, 'ADDRESS_INVALID'],
    ['/api/v1/suppliers/not-an-id', 401, 'SIGN_IN_REQUIRED'],
  ])('of the address %s is one too', async (address, status, code) => {
    const answer = await world.http.get(address);
    expect(answer.body).toMatchObject({ status, code });
  });
});

describe('a browser', () => {
  it('is led from the bare address to the documentation of the API', async () => {
    const answer = await world.http.get('/');
    expect([answer.status, answer.headers['location']]).toEqual([302, '/api/docs']);
  });

  it.each(['/respond', '/join'])('is told at %s what the link in a mail is for, with nothing loaded from elsewhere', async (address) => {
    const answer = await world.http.get(address);
    expect(answer.status).toBe(200);
    expect(answer.headers['referrer-policy']).toBe('no-referrer');
    expect(answer.headers['content-security-policy']).toContain("default-src 'self'");
    expect(answer.text).not.toMatch(/<script|https?:\/\//);
  });
});
