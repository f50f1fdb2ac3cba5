/** What is needed of a site's score to compare it with another's. */
export interface SiteScore {
  readonly site: string;
  readonly residual: number;
  readonly worst: number;
}

const isGraver = (a: SiteScore, b: SiteScore): boolean => {
  if (a.residual !== b.residual) return a.residual > b.residual;
  if (a.worst !== b.worst) return a.worst > b.worst;
  return a.site < b.site;
};

/** A supplier is as risky as its worst site, never the mean; equal figures go to the wider range, then to the lower id. Null without sites. */
export const worstSite = <Score extends SiteScore>(scores: readonly Score[]): Score | null =>
  scores.reduce<Score | null>((worst, score) => (worst === null || isGraver(score, worst) ? score : worst), null);
