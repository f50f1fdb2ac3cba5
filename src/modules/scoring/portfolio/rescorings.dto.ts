import { ApiProperty } from '@nestjs/swagger';

/** All of the organisation's sites scored anew, and how far that is. */
export class RescoringView {
  id: string;
  /** What changed: `manual_changed`, `method_changed`, `indices_changed` or `content_changed`. */
  reason: string;
  /** Id of the person who changed it; null: the product itself. */
  requestedBy: string | null;
  /** Sites that were to be scored. */
  @ApiProperty({ type: 'integer' })
  total: number;
  /** Sites scored so far. */
  @ApiProperty({ type: 'integer' })
  done: number;
  /** Of those: sites whose score came out another and was stored. */
  @ApiProperty({ type: 'integer' })
  changed: number;
  /** Sites that could not be scored. They are tried again, which counts here no more. */
  @ApiProperty({ type: 'integer' })
  failed: number;
  /** Sites that a later rescoring took over before their turn came. */
  @ApiProperty({ type: 'integer' })
  handedOver: number;
  startedAt: string;
  /** null: it runs. */
  finishedAt: string | null;
}

export class RescoringPage {
  items: RescoringView[];
  /** Mark of the next page; null on the last. */
  next: string | null;
}

/** A site that could not be scored when its turn came last. Its earlier score, if it has one, stands. */
export class UnscoredSiteView {
  siteId: string;
  supplierId: string;
  name: string;
  /** Code of the refusal, `SITE_NOT_SCORED` for a fault of ours. */
  code: string;
  /** Where in the score's inputs; null: not known. */
  place: string | null;
  @ApiProperty({ type: 'integer' })
  attempts: number;
  failedAt: string;
  /** When it is tried again, unless something changes before. */
  nextTryAt: string | null;
}

export class UnscoredSitePage {
  items: UnscoredSiteView[];
  /** Mark of the next page; null on the last. */
  next: string | null;
}
