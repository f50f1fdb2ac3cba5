import { resolve } from 'node:path';
import { ConfigError } from './config-error.js';

/** Everything the environment says, read once. No other file reads it. */
export interface Config {
  readonly port: number;
  readonly host: string;
  readonly publicUrl: string;
  /** Sign-in of the application role; null: the embedded database is started. */
  readonly databaseUrl: string | null;
  /** Sign-in of the owner of the schema, for `migrate` alone. */
  readonly databaseAdminUrl: string | null;
  /** Sign-in of the queue role where BullMQ runs on PostgreSQL. */
  readonly queueDatabaseUrl: string | null;
  readonly redisUrl: string | null;
  /** 32 bytes that wrap every data key and key every look-up hash; null: made and kept in the data folder (embedded only). */
  readonly masterKey: Buffer | null;
  /** How many proxies stand before the process; 0: the caller's address is that of the connection. */
  readonly trustedProxies: number;
  readonly smtpUrl: string | null;
  readonly mailFrom: string;
  readonly dataDir: string;
  readonly logLevel: string;
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'];

/** @throws ConfigError with one sentence a person can act on. */
export function readConfig(env: Readonly<Record<string, string | undefined>> = process.env): Config {
  const port = readPort(env['PORT']);
  const databaseUrl = readUrl(env, 'DATABASE_URL', ['postgres:', 'postgresql:']);
  const redisUrl = readUrl(env, 'REDIS_URL', ['redis:', 'rediss:']);
  const queueDatabaseUrl = readUrl(env, 'QUEUE_DATABASE_URL', ['postgres:', 'postgresql:']);
  const masterKey = readMasterKey(env['MASTER_KEY']);
  if (databaseUrl !== null && masterKey === null) {
    throw new ConfigError('DATABASE_URL is set, so MASTER_KEY must be too: 32 random bytes in base64 (openssl rand -base64 32).');
  }
  if (databaseUrl !== null && redisUrl === null && queueDatabaseUrl === null) {
    throw new ConfigError('DATABASE_URL is set, so the queue needs REDIS_URL, or QUEUE_DATABASE_URL to run on PostgreSQL.');
  }
  const logLevel = env['LOG_LEVEL'] ?? (databaseUrl === null ? 'warn' : 'info');
  if (!LOG_LEVELS.includes(logLevel)) throw new ConfigError(`LOG_LEVEL must be one of ${LOG_LEVELS.join(', ')}.`);
  return {
    port,
    host: databaseUrl === null ? '127.0.0.1' : (env['HOST'] ?? '0.0.0.0'),
    publicUrl: (readUrl(env, 'PUBLIC_URL', ['http:', 'https:']) ?? `http://127.0.0.1:${port}`).replace(/\/$/, ''),
    databaseUrl,
    databaseAdminUrl: readUrl(env, 'DATABASE_ADMIN_URL', ['postgres:', 'postgresql:']),
    queueDatabaseUrl,
    redisUrl,
    masterKey,
    trustedProxies: readCount(env, 'TRUSTED_PROXIES'),
    smtpUrl: readUrl(env, 'SMTP_URL', ['smtp:', 'smtps:']),
    mailFrom: env['MAIL_FROM'] ?? 'Plumbline <plumbline@example.org>',
    dataDir: resolve(env['DATA_DIR'] ?? '.data'),
    logLevel,
  };
}

function readPort(text: string | undefined): number {
  const port = Number(text ?? '3000');
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new ConfigError(`PORT must be a number from 0 to 65535, not "${text}".`);
  return port;
}

function readCount(env: Readonly<Record<string, string | undefined>>, name: string): number {
  const text = env[name] ?? '0';
  if (!/^\d$/.test(text)) throw new ConfigError(`${name} must be a number from 0 to 9, not "${text}".`);
  return Number(text);
}

function readUrl(env: Readonly<Record<string, string | undefined>>, name: string, protocols: readonly string[]): string | null {
  const text = env[name];
  if (text === undefined || text === '') return null;
  if (!URL.canParse(text) || !protocols.includes(new URL(text).protocol)) {
    throw new ConfigError(`${name} must be an address that begins with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}.`);
  }
  return text;
}

function readMasterKey(text: string | undefined): Buffer | null {
  if (text === undefined || text === '') return null;
  const key = Buffer.from(text, 'base64');
  if (key.length !== 32) throw new ConfigError('MASTER_KEY must be 32 bytes in base64 (openssl rand -base64 32).');
  return key;
}
