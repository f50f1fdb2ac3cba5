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
  /** Requests a minute from one address to the sign-in routes. */
  readonly signInsPerMinute: number;
}
