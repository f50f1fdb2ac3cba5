import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Indices } from '../../domain/indices/indices.js';
import type { Manual } from '../../domain/manual/manual.js';
import type { ActionLibrary } from '../../domain/remediation/library.js';
import { completeMethodology } from '../../domain/scoring/complete-methodology.js';
import type { Methodology } from '../../domain/scoring/methodology.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { ThirdPartySchemes } from '../../domain/third-party/schemes.js';
import { toManual } from '../../platform/content/to-manual.js';

export interface Published<T> {
  readonly id: string;
  readonly version: string;
  readonly sha256: string;
  readonly body: T;
}

export type ContentKind = 'manual' | 'methodology' | 'indices' | 'remediation' | 'third_party';

/** The shipped content as loaded into the database. A version never changes, so each is read once a process. */
@Injectable()
export class ContentService {
  private readonly known = new Map<string, Promise<Published<unknown>>>();

  constructor(private readonly dataSource: DataSource) {}

  /** The newest manual of an id; `heuni` is the one shipped. */
  manual(id = 'heuni'): Promise<Published<Manual>> {
    return this.newest('manual', id) as Promise<Published<Manual>>;
  }

  /** Every shipped id, so that no tenant's manual takes one. */
  async manualIds(): Promise<readonly string[]> {
    const rows: { id: string }[] = await this.dataSource.query(`SELECT DISTINCT id FROM content_version WHERE kind = 'manual'`);
    return rows.map(({ id }) => id);
  }

  methodology(): Promise<Published<Methodology>> {
    return this.newest('methodology', 'plumbline') as Promise<Published<Methodology>>;
  }

  /** One version of the shipped method; what a later version brought counts nothing in it. @throws DomainError METHODOLOGY_NOT_FOUND */
  async methodologyVersion(version: string): Promise<Published<Methodology>> {
    const key = `methodology/plumbline/${version}`;
    const known = this.known.get(key) ?? this.readMethodology(version);
    this.known.set(key, known);
    known.catch(() => this.known.delete(key));
    return known as Promise<Published<Methodology>>;
  }

  /** Versions of the shipped method that are loaded, oldest first. */
  async methodologyVersions(): Promise<readonly string[]> {
    const rows: { version: string }[] = await this.dataSource.query(
      `SELECT version FROM content_version WHERE kind = 'methodology' AND id = 'plumbline' ORDER BY string_to_array(version, '.')::integer[]`,
    );
    return rows.map(({ version }) => version);
  }

  indices(): Promise<Published<Indices>> {
    return this.newest('indices', 'plumbline-indices') as Promise<Published<Indices>>;
  }

  library(): Promise<Published<ActionLibrary>> {
    return this.newest('remediation', 'plumbline-actions') as Promise<Published<ActionLibrary>>;
  }

  thirdParty(): Promise<Published<ThirdPartySchemes>> {
    return this.newest('third_party', 'plumbline-third-party') as Promise<Published<ThirdPartySchemes>>;
  }

  /**
   * Looks whether newer versions were loaded while this process ran. Never within a transaction: it takes a connection of its own.
   * Whoever decides what is to be scored again, and whoever scores, asks first.
   */
  async refresh(): Promise<void> {
    const rows: { kind: string; id: string; sha256: string }[] = await this.dataSource.query(
      `SELECT DISTINCT ON (kind, id) kind, id, sha256 FROM content_version
       ORDER BY kind, id, string_to_array(version, '.')::integer[] DESC`,
    );
    for (const { kind, id, sha256 } of rows) {
      const key = `${kind}/${id}`;
      const known = this.known.get(key);
      if (known !== undefined && (await known).sha256 !== sha256) this.known.delete(key);
    }
  }

  /** One version of a manual with all its questions, through the transaction's own connection. @throws DomainError MANUAL_NOT_FOUND */
  async manualVersion(db: EntityManager, id: string, version: string): Promise<Published<Manual>> {
    const rows: Published<Manual>[] = await db.query(
      `SELECT id, version, sha256, body FROM content_version WHERE kind = 'manual' AND id = $1 AND version = $2`,
      [id, version],
    );
    if (rows[0] === undefined) throw new DomainError('MANUAL_NOT_FOUND', 'not_found', 'There is no such manual, or no such version of it.');
    return { ...rows[0], body: toManual(rows[0].body) };
  }

  private async readMethodology(version: string): Promise<Published<Methodology>> {
    const rows: Published<Methodology>[] = await this.dataSource.query(
      `SELECT id, version, sha256, body FROM content_version WHERE kind = 'methodology' AND id = 'plumbline' AND version = $1`,
      [version],
    );
    if (rows[0] === undefined)
      throw new DomainError('METHODOLOGY_NOT_FOUND', 'not_found', 'There is no such version of the shipped method.');
    return { ...rows[0], body: completeMethodology(rows[0].body) };
  }

  private newest(kind: ContentKind, id: string): Promise<Published<unknown>> {
    const key = `${kind}/${id}`;
    const known = this.known.get(key) ?? this.read(kind, id);
    this.known.set(key, known);
    known.catch(() => this.known.delete(key));
    return known;
  }

  private async read(kind: ContentKind, id: string): Promise<Published<unknown>> {
    const rows: Published<unknown>[] = await this.dataSource.query(
      `SELECT id, version, sha256, body FROM content_version WHERE kind = $1 AND id = $2
       ORDER BY string_to_array(version, '.')::integer[] DESC LIMIT 1`,
      [kind, id],
    );
    if (rows[0] === undefined) throw new DomainError('CONTENT_NOT_LOADED', 'conflict', `No ${kind} "${id}" is loaded; run the migrate command.`);
    return kind === 'manual' ? { ...rows[0], body: toManual(rows[0].body) } : rows[0];
  }
}
