import pg from 'pg';

/** Address of another database, or of another role's sign-in, on the same server. */
export function addressOf(url: string, change: { readonly database?: string; readonly user?: string; readonly password?: string }): string {
  const address = new URL(url);
  if (change.database !== undefined) address.pathname = `/${change.database}`;
  if (change.user !== undefined) address.username = change.user;
  if (change.password !== undefined) address.password = encodeURIComponent(change.password);
  return address.toString();
}

/** Makes a database unless it is there; with a template, a copy of that one. */
export async function ensureDatabase(adminUrl: string, name: string, template?: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [name]);
    if (rowCount === 0) {
      await client.query(
        `CREATE DATABASE ${pg.escapeIdentifier(name)}${template === undefined ? '' : ` TEMPLATE ${pg.escapeIdentifier(template)}`}`,
      );
    }
  } finally {
    await client.end();
  }
}
