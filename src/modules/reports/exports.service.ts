import { once } from 'node:events';
import { PassThrough, type Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import { sentence } from '../../domain/scoring/explain-texts.js';
import type { Edition } from '../../domain/indices/indices.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { PersonActor } from '../../platform/auth/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { newId } from '../../platform/db/ids.js';
import { TenantDb } from '../../platform/db/tenant-db.js';
import { LOG, type Log } from '../../platform/log/log.module.js';
import { AuditService } from '../audit/audit.service.js';
import { OverridesBeside } from '../overrides/overrides-beside.service.js';
import { ScoringContents } from '../scoring/scoring-contents.service.js';
import type { ExportAbout } from './export-documents.dto.js';
import { type Beside, type Counted, exportText, type Wanted } from './export-source.js';

/** Each export holds a connection for as long as its reader takes. */
const AT_ONCE = 4;

/** A reader who takes nothing for this long has gone. */
const STALLED_MS = 60_000;

export interface OpenExport {
  readonly about: ExportAbout;
  readonly text: Readable;
}

/** Streams exports: the truth of one moment, read and told to the audit log in one transaction; what cannot be finished breaks off visibly. */
@Injectable()
export class ExportsService {
  private running = 0;

  constructor(
    private readonly db: TenantDb,
    private readonly contents: ScoringContents,
    private readonly overrides: OverridesBeside,
    private readonly audit: AuditService,
    private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /** @throws DomainError EXPORTS_BUSY */
  async open(actor: PersonActor, wanted: Wanted): Promise<OpenExport> {
    const about = await this.about(actor, wanted);
    if (this.running >= AT_ONCE)
      throw new DomainError('EXPORTS_BUSY', 'too_many', 'Several exports are being made; try again in a minute.');
    this.running += 1;
    const text = new PassThrough();
    text.on('error', () => undefined);
    void this.write(actor, wanted, about, text).finally(() => (this.running -= 1));
    return { about, text };
  }

  private async about(actor: PersonActor, { kind }: Wanted): Promise<ExportAbout> {
    const { manual, methodology, indices } = await this.db.transaction(actor, (db) => this.contents.inForce(db, actor.tenantId));
    return {
      exportId: newId<string>(),
      kind,
      tenantId: actor.tenantId,
      madeAt: this.clock.instant(),
      caveat: sentence('en', 'caveat'),
      method: `${methodology.id} ${methodology.version}`,
      manual: `${manual.id} ${manual.version}`,
      editions: Object.values<Edition>({ ...indices.body }).map(({ id, title, edition, year, attribution, licence }) => ({
        id,
        title,
        edition,
        year,
        attribution,
        licence,
      })),
    };
  }

  /** The stream ends only after the commit; a fault destroys it, and the reader's connection with it. Never throws. */
  private async write(actor: PersonActor, wanted: Wanted, about: ExportAbout, text: PassThrough): Promise<void> {
    const counted: Counted = { rows: 0 };
    const beside: Beside = (db, siteIds) => this.overrides.of(db, actor.tenantId, siteIds);
    try {
      await this.db.transaction(actor, async (db) => {
        await db.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ');
        for await (const piece of exportText(db, actor.tenantId, wanted, about, counted, beside)) await pass(piece, text);
        await this.audit.record(db, actor, entryOf('export.made', wanted, about, counted));
      });
      text.end();
    } catch (error) {
      text.destroy(error instanceof Error ? error : new Error('export failed'));
      this.log.warn({ kind: wanted.kind, error: error instanceof Error ? error.message : 'unknown' }, 'export broken off');
      await this.tellBreak(actor, wanted, about, counted);
    }
  }

  /** What has left before the break has left, so the audit log is told of it as well. */
  private async tellBreak(actor: PersonActor, wanted: Wanted, about: ExportAbout, counted: Counted): Promise<void> {
    try {
      await this.db.transaction(actor, (db) => this.audit.record(db, actor, entryOf('export.broken_off', wanted, about, counted)));
    } catch (error) {
      this.log.error({ error: error instanceof Error ? error.message : 'unknown' }, 'a broken export could not be told to the audit log');
    }
  }
}

const entryOf = (action: string, { kind, format }: Wanted, { exportId }: ExportAbout, { rows }: Counted) => ({
  action,
  subjectKind: 'export',
  subjectId: exportId,
  after: { kind, format, rows },
});

/** Waits while the reader is slower than we are. @throws when the reader has gone */
async function pass(piece: string, text: PassThrough): Promise<void> {
  if (text.destroyed) throw new Error('the reader has gone');
  if (text.write(piece)) return;
  const gone = new AbortController();
  const leave = (): void => gone.abort();
  text.once('close', leave);
  try {
    await once(text, 'drain', { signal: AbortSignal.any([gone.signal, AbortSignal.timeout(STALLED_MS)]) });
  } finally {
    text.off('close', leave);
  }
}
