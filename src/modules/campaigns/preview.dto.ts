import { ApiProperty } from '@nestjs/swagger';

export class BandCountView {
  @ApiProperty({ type: String, enum: ['low', 'medium', 'high', 'critical'], nullable: true, description: 'null: not scored yet.' })
  band: string | null;

  @ApiProperty({ type: 'integer' })
  sites: number;
}

export class CampaignMinutesView {
  @ApiProperty({ type: 'integer' })
  least: number;

  @ApiProperty({ type: 'integer' })
  most: number;
}

export class DepthCountView {
  @ApiProperty({ enum: ['core', 'extended', 'full'] })
  depth: string;

  @ApiProperty({ type: 'integer' })
  sites: number;

  @ApiProperty({
    type: 'integer',
    description: 'Questions of this depth, with those that an answer may bring up; a site is also asked what it once failed.',
  })
  questions: number;

  /** An estimate: from what is asked in any case, without documents, to everything, with every document. */
  minutes: CampaignMinutesView;
}

export class CodeCountView {
  @ApiProperty({ enum: ['SITE_ARCHIVED', 'NO_CONTACT', 'ALREADY_OPEN'] })
  code: string;

  @ApiProperty({ type: 'integer' })
  sites: number;
}

export class LeftOutView {
  siteId: string;
  site: string;
  supplierId: string;
  supplier: string;

  @ApiProperty({ enum: ['SITE_ARCHIVED', 'NO_CONTACT', 'ALREADY_OPEN'] })
  code: string;
}

/** Whom a campaign would reach if it were sent now. */
export class CampaignPreviewView {
  @ApiProperty({ type: 'integer', description: 'Sites that the filter chooses.' })
  sites: number;

  @ApiProperty({ type: 'integer', description: 'Those to which a round would be sent.' })
  toSend: number;

  /** Of the sites to which a round would be sent. */
  byBand: BandCountView[];

  /** Of the sites to which a round would be sent. */
  byDepth: DepthCountView[];

  /** Of the sites to which nothing would be sent. */
  leftOut: CodeCountView[];

  /** A page of the sites to which nothing would be sent. */
  items: LeftOutView[];

  /** Mark of the next page; null on the last. */
  next: string | null;
}
