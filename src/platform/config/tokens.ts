/** Injection tokens of values that are not classes. */
export const SETTINGS = Symbol('settings');

/** What a running process is set up with, once the environment is read and, in embedded mode, PostgreSQL runs. */
export interface Settings {
  readonly databaseUrl: string;
  readonly queue: { readonly kind: 'postgres' | 'redis'; readonly url: string };
  readonly masterKey: Buffer;
  readonly publicUrl: string;
  readonly smtpUrl: string | null;
  readonly mailFrom: string;
  readonly dataDir: string;
  readonly logLevel: string;
  /** How many proxies stand before us: whose word on the caller's address is taken. */
  readonly trustedProxies: number;
  /** Requests a minute from one address to the sign-in routes. */
  readonly signInsPerMinute: number;
}
