import Fastify from 'fastify';
import pg from 'pg';
import { timed } from './measure.mjs';

/** The yardstick: a server that does nothing but one UPDATE of one row a request, through a pool as large as the product's. */
export async function bareUpdateServer(adminUrl, rows) {
  const pool = new pg.Pool({ connectionString: adminUrl, max: 20 });
  await pool.query('CREATE TABLE bench_row (id integer PRIMARY KEY, value jsonb, version integer NOT NULL)');
  await pool.query('INSERT INTO bench_row SELECT i, NULL, 0 FROM generate_series(0, $1) i', [rows - 1]);
  const server = Fastify();
  server.put('/rows/:id', async ({ params, body }) => {
    const { rowCount } = await pool.query('UPDATE bench_row SET value = $2, version = version + 1 WHERE id = $1', [
      params.id,
      JSON.stringify(body.value),
    ]);
    return { changed: rowCount };
  });
  const url = await server.listen({ port: 0, host: '127.0.0.1' });
  const put = async (id, value) => {
    const answer = await fetch(`${url}/rows/${id}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ value }),
    });
    if (!answer.ok) throw new Error(`bare update: ${answer.status}`);
    return answer.json();
  };
  return {
    /** As many clients at once, each one request after the other. @returns milliseconds of each */
    async updateAtOnce(clients, updates) {
      const times = [];
      await Promise.all(
        Array.from({ length: clients }, async (_, client) => {
          for (let i = 0; i < updates; i++) times.push((await timed(() => put(client, `value ${i}`))).ms);
        }),
      );
      return times;
    },
    async close() {
      await server.close();
      await pool.end();
    },
  };
}
