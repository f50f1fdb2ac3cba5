import { ApiProperty } from '@nestjs/swagger';
import { ShownOverride } from '../overrides/overrides-beside.service.js';

/** The latest score of a site. The figure never leaves without its range, its band and how sure it is. */
export class ScoreSummary {
  id: string;

  /** Risk after the controls, 0 to 100. */
  residual: number;

  /** The residual if everything unknown turned out well. */
  best: number;

  /** The residual if everything unknown turned out badly. */
  worst: number;

  /** Risk before the controls, 0 to 100. */
  inherent: number;

  @ApiProperty({ enum: ['low', 'medium', 'high', 'critical'] })
  band: string;

  /** How sure the figure is, 0 to 100. */
  confidence: number;

  @ApiProperty({ format: 'date-time' })
  scoredAt: string;

  @ApiProperty({ type: ShownOverride, nullable: true, description: 'What an officer judges beside it, never in its place.' })
  override: ShownOverride | null;
}

/** What officers judge beside the computed scores, by site. */
export type Overrides = ReadonlyMap<string, ShownOverride>;

export interface ScoreColumns {
  readonly score_id: string | null;
  readonly inherent: number | null;
  readonly residual: number | null;
  readonly best: number | null;
  readonly worst: number | null;
  readonly band: string | null;
  readonly confidence: number | null;
  readonly scored_at: Date | null;
}

/** null until there is a whole score. */
export function viewScore(row: ScoreColumns, override: ShownOverride | null): ScoreSummary | null {
  const { score_id: id, residual, best, worst, inherent, band, confidence, scored_at: at } = row;
  if (id === null || residual === null || best === null || worst === null || inherent === null) return null;
  return band === null || confidence === null || at === null
    ? null
    : { id, residual, best, worst, inherent, band, confidence, scoredAt: at.toISOString(), override };
}
