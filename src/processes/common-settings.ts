import type { Config } from '../platform/config/config.js';
import type { Settings } from '../platform/config/tokens.js';

const SIGN_INS_PER_MINUTE = 20;

/** What a process is set up with wherever its database runs. */
export const commonSettings = (config: Config): Omit<Settings, 'databaseUrl' | 'queue' | 'masterKey'> => ({
  publicUrl: config.publicUrl,
  smtpUrl: config.smtpUrl,
  mailFrom: config.mailFrom,
  dataDir: config.dataDir,
  logLevel: config.logLevel,
  trustedProxies: config.trustedProxies,
  signInsPerMinute: SIGN_INS_PER_MINUTE,
});
