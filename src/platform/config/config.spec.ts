import { describe, expect, it } from '@jest/globals';
import { ConfigError } from './config-error.js';
import { readConfig } from './config.js';

const KEY = Buffer.alloc(32, 1).toString('base64');

describe('the configuration', () => {
  it('needs nothing, and then listens on this machine alone', () => {
    expect(readConfig({})).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      databaseUrl: null,
      masterKey: null,
      trustedProxies: 0,
      logLevel: 'warn',
    });
    expect(readConfig({ HOST: '0.0.0.0' }).host).toBe('127.0.0.1');
  });

  it('takes a PostgreSQL of yours only with a master key and a queue', () => {
    const DATABASE_URL = 'postgres://plumbline_app@db/plumbline';
    expect(() => readConfig({ DATABASE_URL, REDIS_URL: 'redis://q' })).toThrow('MASTER_KEY');
    expect(() => readConfig({ DATABASE_URL, MASTER_KEY: KEY })).toThrow('REDIS_URL');
    expect(readConfig({ DATABASE_URL, MASTER_KEY: KEY, REDIS_URL: 'redis://q' })).toMatchObject({ host: '0.0.0.0', logLevel: 'info' });
  });

  it.each([
    { PORT: 'high' },
    { PORT: '70000' },
    { DATABASE_URL: 'mysql://db' },
    { REDIS_URL: 'nonsense' },
    { MASTER_KEY: 'short' },
    { LOG_LEVEL: 'loud' },
    { TRUSTED_PROXIES: 'all' },
    { PUBLIC_URL: 'ftp://x' },
  ])('refuses %j in one sentence', (environment) => {
    expect(() => readConfig(environment)).toThrow(ConfigError);
  });

  it('never repeats a secret in a refusal', () => {
    expect(() => readConfig({ MASTER_KEY: 'a-secret-that-is-short' })).toThrow(/^(?!.*a-secret)/);
    expect(() => readConfig({ DATABASE_URL: 'mysql://user:hunter2@db' })).toThrow(/^(?!.*hunter2)/);
  });
});
