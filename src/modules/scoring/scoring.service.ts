import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { SystemActor } from '../../platform/auth/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { countProgress, type DueSite, rescheduleSites, setAside, takeDueSites } from './due-sites.queries.js';
import { type Inherited, Inheritance, NOTHING_INHERITED } from './inheritance.service.js';
import { type Outcome, progressOf } from './progress-of.js';
import { ScoreRecords } from './score-records.service.js';
import { recordOf } from './scored-site.js';
import { type ScoringContent, ScoringContents } from './scoring-contents.service.js';
import { SiteReviews } from './site-reviews.service.js';
import { eachOrFailed, isAboutRows, whyFailed } from './why-failed.js';

/** Large enough that a statement's journey does not count, small enough that nobody waits long for the sites in hand. */
export const CHUNK = 200;

/** By which content, and for which day, sites are scored. */
interface Scoring {
  readonly content: ScoringContent;
  readonly asOf: string;
}

/** Scores the sites that are due: findings and plan first, since open cases count, then the score with its receipt. */
@Injectable()
export class ScoringService {
  constructor(
    private readonly contents: ScoringContents,
    private readonly reviews: SiteReviews,
    private readonly records: ScoreRecords,
    private readonly clock: Clock,
    private readonly inheritance: Inheritance,
  ) {}

  /** Scores one chunk within a transaction. @returns how many sites it took; fewer than a chunk means none is left. */
  async scoreChunk(db: EntityManager, actor: SystemActor): Promise<{ readonly taken: number; readonly more: boolean }> {
    const now = this.clock.now();
    // The day, not the moment: a site scored twice on one day on the same inputs comes out the same.
    const asOf = `${this.clock.today()}T00:00:00.000Z`;
    const taken = await takeDueSites(db, now, CHUNK);
    if (taken.length === 0) return { taken: 0, more: false };
    const content = await this.contents.inForce(db, actor.tenantId);
    const outcome = await this.scoreOrHalve(db, actor, { content, asOf }, taken);
    await setAside(db, actor.tenantId, now, outcome.failed);
    await countProgress(db, actor.tenantId, now, progressOf(taken, outcome));
    return { taken: taken.length, more: taken.length === CHUNK };
  }

  /** Where the rows of one site cannot be stored the others are, half by half: one bad site stops nobody else. */
  private async scoreOrHalve(db: EntityManager, actor: SystemActor, scoring: Scoring, sites: readonly DueSite[]): Promise<Outcome> {
    await db.query('SAVEPOINT sites');
    try {
      const outcome = await this.score(db, actor, scoring, sites);
      await db.query('RELEASE SAVEPOINT sites');
      return outcome;
    } catch (error) {
      if (!isAboutRows(error)) throw error;
      await db.query('ROLLBACK TO SAVEPOINT sites; RELEASE SAVEPOINT sites');
      const [only] = sites;
      if (only !== undefined && sites.length === 1) return { changed: [], failed: [whyFailed(only.siteId, error)] };
      const half = Math.ceil(sites.length / 2);
      const first = await this.scoreOrHalve(db, actor, scoring, sites.slice(0, half));
      const second = await this.scoreOrHalve(db, actor, scoring, sites.slice(half));
      return { changed: [...first.changed, ...second.changed], failed: [...first.failed, ...second.failed] };
    }
  }

  private async score(db: EntityManager, actor: SystemActor, { content, asOf }: Scoring, sites: readonly DueSite[]): Promise<Outcome> {
    const siteIds = sites.map(({ siteId }) => siteId);
    const known = await this.reviews.read(db, content, siteIds, asOf);
    const subject = { tenant: actor.tenantId, asOf };
    const inherited = await this.inheritance.of(db, content, known.sites, subject);
    const from = (siteId: string): Inherited => inherited.get(siteId) ?? NOTHING_INHERITED;
    // Straight through, site by site, so that a chunk holds no more than what it writes; only where something new is wrong it has to be written first.
    const first = eachOrFailed(known.sites, siteIdOf, (site) => {
      const look = this.reviews.look(known, site);
      return look.missing.length > 0 ? look : recordOf(content, look.reviewed, look.open, subject, from(site.siteId));
    });
    const looks = first.made.filter((one) => 'missing' in one);
    const open = await this.reviews.raise(db, actor, looks);
    const second = eachOrFailed(
      looks,
      ({ reviewed }) => reviewed.site.siteId,
      ({ reviewed }) => recordOf(content, reviewed, open.get(reviewed.site.siteId) ?? [], subject, from(reviewed.site.siteId)),
    );
    const scores = [...first.made.filter((one) => 'row' in one), ...second.made];
    const moved = await this.inheritance.keepOwn(db, content, known.sites, scores);
    await this.records.store(db, actor, scores);
    const failed = [...first.failed, ...second.failed];
    const aside = new Set(failed.map(({ siteId }) => siteId));
    await rescheduleSites(
      db,
      siteIds.filter((id) => !aside.has(id)),
      new Map(scores.map(({ row }) => [row.siteId, row.nextChangeAt])),
    );
    await this.inheritance.passOn(db, actor, moved, scores, { inherited, asOf });
    return { changed: scores.flatMap(({ row, changed }) => (changed ? [row.siteId] : [])), failed };
  }
}

const siteIdOf = ({ siteId }: { readonly siteId: string }): string => siteId;
