import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { elapsedMs, MovableClock } from '../platform/clock/clock.js';
import { readConfig } from '../platform/config/config.js';
import { startThrowAwayPostgres } from '../platform/embedded/throw-away-postgres.js';
import { embeddedSettings } from './embedded.js';
import { startApp } from './start-app.js';
import { MainJob } from '../demo/main-job.js';
import { samplePath } from '../demo/samples.js';
import { tableOf } from '../demo/table.js';

/** `plumbline demo`: the main job from start to end on a throw-away database, through HTTP and the real workers. */
export async function demo(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { suppliers: { type: 'string' }, json: { type: 'boolean', default: false }, out: { type: 'string' } },
    allowPositionals: false,
  });
  const startedAt = elapsedMs();
  const tell = (line: string): void =>
    void process.stderr.write(`[${((elapsedMs() - startedAt) / 1000).toFixed(1).padStart(6)} s] ${line}\n`);
  const out = resolve(values.out ?? 'demo-out');
  await mkdir(out, { recursive: true });
  const dataDir = await mkdtemp(join(tmpdir(), 'plumbline-demo-'));
  tell('starting a throw-away PostgreSQL');
  const postgres = await startThrowAwayPostgres();
  try {
    const config = { ...readConfig({ LOG_LEVEL: 'error' }), port: 0 };
    const clock = new MovableClock();
    const app = await startApp({
      settings: await embeddedSettings(config, postgres, dataDir),
      clock,
      listen: { host: '127.0.0.1', port: 0 },
      work: true,
    });
    try {
      const job = new MainJob(app, clock, { url: await app.getUrl(), dataDir, out, tell });
      const result = await job.run(values.suppliers ?? samplePath);
      const summary = { ...result.summary, elapsedMs: elapsedMs() - startedAt };
      await writeFile(join(out, 'summary.json'), `${JSON.stringify(summary, null, 2)}\n`);
      process.stdout.write(values.json ? `${JSON.stringify(summary)}\n` : tableOf(summary, result.gravest));
      return 0;
    } finally {
      await app.close();
    }
  } finally {
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}
