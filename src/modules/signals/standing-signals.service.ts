import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { SiteSignal } from '../../domain/signals/site-signal.js';
import { readStandingSignals } from './standing-signals.queries.js';

/** What others say of sites, for their scores. */
@Injectable()
export class StandingSignals {
  /** By site; a site of which nothing is said is not there. `family` is that of the manual in force. */
  async of(db: EntityManager, siteIds: readonly string[], family: string): Promise<ReadonlyMap<string, readonly SiteSignal[]>> {
    const bySite = new Map<string, SiteSignal[]>();
    for (const { siteId, ...signal } of await readStandingSignals(db, siteIds, family)) {
      const known = bySite.get(siteId);
      if (known === undefined) bySite.set(siteId, [signal]);
      else known.push(signal);
    }
    return bySite;
  }
}
