import { readdir } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { MIGRATIONS_DIR, missingMigrations } from '../../platform/db/migrate.js';
import { QueueHub } from '../../platform/queue/queue-hub.js';
import type { ReadinessView } from './health.dto.js';

/** Whoever asks waits no longer than this for a part that does not answer. */
const PATIENCE_MS = 3_000;

/** Says whether requests can be served, and if not, which part is at fault. */
@Injectable()
export class HealthService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly hub: QueueHub,
  ) {}

  async readiness(): Promise<ReadinessView> {
    const [database, migrations, queue] = await Promise.all([
      inTime(() => this.dataSource.query('SELECT 1').then(() => 'ok'), 'unreachable'),
      inTime(() => this.migrations(), 'unknown'),
      inTime(() => this.hub.counts('mail').then(() => 'ok'), 'unreachable'),
    ]);
    const ready = database === 'ok' && migrations === 'ok' && queue === 'ok';
    return { status: ready ? 'ready' : 'not_ready', parts: { database, migrations, queue } };
  }

  private async migrations(): Promise<string> {
    const files = (await readdir(MIGRATIONS_DIR)).filter((file) => file.endsWith('.sql')).map((file) => file.slice(0, -'.sql'.length));
    const missing = await missingMigrations((sql) => this.dataSource.query(sql), files);
    return missing.length === 0 ? 'ok' : 'missing';
  }
}

/** What the check says, or `otherwise` when it fails or takes too long. */
async function inTime(check: () => Promise<string>, otherwise: string): Promise<string> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve(otherwise), PATIENCE_MS);
  });
  try {
    return await Promise.race([check(), late]);
  } catch {
    return otherwise;
  } finally {
    clearTimeout(timer);
  }
}
