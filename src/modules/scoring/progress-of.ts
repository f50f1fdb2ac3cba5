import type { DueSite, FailedSite, Progress } from './due-sites.queries.js';

/** What became of some sites. */
export interface Outcome {
  readonly changed: readonly string[];
  readonly failed: readonly FailedSite[];
}

/** What a chunk did for each rescoring that waited for one of its sites. */
export function progressOf(taken: readonly DueSite[], { changed, failed }: Outcome): readonly Progress[] {
  const changedSites = new Set(changed);
  const failedSites = new Set(failed.map(({ siteId }) => siteId));
  const byId = new Map<string, Progress>();
  for (const { siteId, rescoringId } of taken) {
    if (rescoringId === null) continue;
    const known = byId.get(rescoringId) ?? { rescoringId, done: 0, changed: 0, failed: 0 };
    const isFailed = failedSites.has(siteId);
    byId.set(rescoringId, {
      rescoringId,
      done: known.done + (isFailed ? 0 : 1),
      changed: known.changed + (changedSites.has(siteId) ? 1 : 0),
      failed: known.failed + (isFailed ? 1 : 0),
    });
  }
  return [...byId.values()];
}
