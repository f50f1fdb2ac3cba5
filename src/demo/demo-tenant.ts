import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Settings } from '../platform/config/tokens.js';
import { ApiClient, ApiRefusal } from './api-client.js';
import { samplePath } from './samples.js';
import { Mailbox } from './mailbox.js';

/** The people of the demo tenant. It exists in the embedded database only, which listens on 127.0.0.1 alone. */
export const DEMO_PEOPLE = [
  { role: 'admin', name: 'Ada Minister', email: 'admin@demo.example', password: 'demo admin password' },
  { role: 'officer', name: 'Olga Officer', email: 'officer@demo.example', password: 'demo officer password' },
  { role: 'auditor', name: 'Aydin Auditor', email: 'auditor@demo.example', password: 'demo auditor password' },
] as const;

/**
 * On the first start: a tenant with an admin, an officer, an auditor and the sample suppliers. Later starts find it there; a start that was
 * cut short is taken up where it ended.
 */
export async function ensureDemoTenant(url: string, settings: Settings): Promise<void> {
  const done = path.join(settings.dataDir, 'demo-tenant');
  if (existsSync(done)) return;
  const api = new ApiClient(url);
  const [admin, ...others] = DEMO_PEOPLE;
  await unlessThere('SLUG_TAKEN', () =>
    api.post('/tenants', { name: 'Demo Trading House', slug: 'demo', adminName: admin.name, email: admin.email, password: admin.password }),
  );
  const signedIn = await signIn(api, 'demo', admin.email, admin.password);
  const mailbox = new Mailbox(settings.dataDir);
  for (const person of others) await unlessThere('EMAIL_TAKEN', () => join(api, signedIn, mailbox, person));
  await importSuppliers(signedIn, samplePath);
  await writeFile(done, 'The demo tenant has been made.\n');
}

async function unlessThere(code: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof ApiRefusal && error.code === code)) throw error;
  }
}

export async function signIn(api: ApiClient, tenant: string, email: string, password: string): Promise<ApiClient> {
  const { accessToken } = await api.post<{ accessToken: string }>('/auth/sign-in', { tenant, email, password });
  return api.as(accessToken);
}

/** Invites a person and accepts from the letter that reaches them. */
export async function join(api: ApiClient, admin: ApiClient, mailbox: Mailbox, person: (typeof DEMO_PEOPLE)[number]): Promise<void> {
  await admin.post('/people/invitations', { name: person.name, email: person.email, role: person.role });
  await api.post('/people/invitations/accept', { token: await mailbox.linkTo(person.email), password: person.password });
}

export interface ImportReport {
  readonly id: string;
  readonly rows: number;
  readonly created: number;
  readonly updated: number;
  readonly duplicates: number;
  readonly rejected: number;
}

export async function importSuppliers(api: ApiClient, file: string): Promise<ImportReport> {
  const content = new Uint8Array(await readFile(file));
  return api.upload('/supplier-imports', {}, { name: 'suppliers.csv', type: 'text/csv', content });
}
