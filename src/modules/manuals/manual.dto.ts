import { ApiProperty } from '@nestjs/swagger';

const TEXT = {
  type: 'object',
  additionalProperties: { type: 'string' },
  description: 'One text in several languages: BCP 47 tag to text.',
} as const;

export class ManualLanguageView {
  /** BCP 47 tag. */
  code: string;

  /** `ltr` or `rtl`. */
  dir: string;

  /** Whether somebody who speaks the language has read the texts; false: none of them. */
  reviewed: boolean;

  /** In a reviewed language: places of the texts that nobody has reviewed yet. */
  unreviewed: string[];
}

/** What stands at the head of a manual. */
export class ManualHeadView {
  id: string;

  /** Id of the manual it was copied from in the beginning, else its own: question ids mean the same within a family. */
  family: string;

  /** Semantic version; the content of a version never changes. */
  version: string;

  /** SHA-256 of the content, as frozen into every assessment and receipt. */
  sha256: string;

  @ApiProperty(TEXT)
  title: Record<string, string>;

  source: string;
  edition: string;

  @ApiProperty({ type: 'integer' })
  year: number;

  licence: string;

  /** The language that every text has. */
  baseLanguage: string;

  languages: ManualLanguageView[];
}

/** One version of a manual: one that came with the product, or one that the tenant has published. */
export class ManualStandingView extends ManualHeadView {
  @ApiProperty({ enum: ['shipped', 'own'] })
  origin: string;

  @ApiProperty({ enum: ['published', 'retired'] })
  state: string;

  /** Whether rounds are sent and sites scored by it. */
  inForce: boolean;
}

/** The same without its questions, for a list. */
export class ManualVersionView extends ManualStandingView {
  @ApiProperty({ format: 'date-time', description: 'When it was loaded, or published.' })
  loadedAt: string;
}

export class ManualVersionsView {
  items: ManualVersionView[];

  @ApiProperty({ type: String, nullable: true })
  next: string | null;
}

export class ManualOptionView {
  id: string;

  @ApiProperty(TEXT)
  text: Record<string, string>;

  /** 0 to 1: for an exposure or a practice 1 is worst, for a control 1 is best; null for a fact. */
  value: number | null;

  /** Picking it excludes all other options. */
  exclusive: boolean;
}

export class ManualStepView {
  /** The lowest answer that has this value. */
  from: number;
  value: number;
}

export class ManualPartView {
  id: string;

  @ApiProperty(TEXT)
  text: Record<string, string>;
}

export class ManualEvidenceRuleView {
  id: string;

  @ApiProperty(TEXT)
  text: Record<string, string>;

  /** Months in which a document proves something; null: as long as the document itself says. */
  @ApiProperty({ type: 'integer', nullable: true })
  maxAgeMonths: number | null;
}

export class ManualRedFlagView {
  id: string;

  /** CEL condition over `answers` and `site`. */
  when: string;

  /** `critical`, `major` or `minor`. */
  severity: string;

  zeroTolerance: boolean;

  /** Id in the action library. */
  action: string;

  @ApiProperty(TEXT)
  text: Record<string, string>;
}

export class ManualFailedControlView {
  /** `critical`, `major` or `minor`. */
  severity: string;

  /** Id in the action library. */
  action: string;

  @ApiProperty(TEXT)
  text: Record<string, string>;

  /** A score (0 to 1) below this one fails the control. */
  below: number;
}

/** One question: what is asked, how it counts, what proof is asked and what answers a bad answer. */
export class ManualQuestionView {
  id: string;

  @ApiProperty({ type: 'integer', description: 'Raised when the same id comes to ask something else.' })
  meaning: number;

  @ApiProperty(TEXT)
  text: Record<string, string>;

  @ApiProperty({ ...TEXT, nullable: true })
  help: Record<string, string> | null;

  @ApiProperty({ ...TEXT, description: 'Why it is asked.' })
  why: Record<string, string>;

  /** `supplier`, `buyer`, `worker`, `assessor`. */
  askedOf: string[];

  @ApiProperty({ ...TEXT, nullable: true })
  workerText: Record<string, string> | null;

  /** `yes_no`, `single`, `multiple`, `number`, `percent`, `date`, `text` or `file`. */
  type: string;

  /** `exposure`, `control`, `practice` or `fact`. */
  counts: string;

  weight: number;

  /** `management` or `workplace`. */
  method: string;

  /** `core`, `extended` or `full`. */
  depth: string;

  /** CEL condition; null: always asked. */
  visible: string | null;

  options: ManualOptionView[];

  /** Makes a number count. */
  steps: ManualStepView[];

  /** Named numbers within one answer. */
  parts: ManualPartView[];

  /** The value of having answered a date, text or file question that is scored. */
  answeredValue: number | null;

  evidence: ManualEvidenceRuleView[];
  redFlags: ManualRedFlagView[];
  failed: ManualFailedControlView | null;

  /** ILO indicators of forced labour, 1 to 11. */
  @ApiProperty({ type: 'integer', isArray: true })
  ilo: number[];

  /** OECD due diligence step, 1 to 6. */
  @ApiProperty({ type: 'integer', nullable: true })
  oecd: number | null;

  /** Hooks into laws, such as `uk-msa:d`. */
  laws: string[];

  /** What it is about, in the words of the questionnaire it came from. */
  topics: string[];
}

export class ManualChapterView {
  id: string;

  @ApiProperty({ type: 'integer' })
  number: number;

  @ApiProperty(TEXT)
  title: Record<string, string>;

  @ApiProperty(TEXT)
  intro: Record<string, string>;

  questions: ManualQuestionView[];
}

/** Answers that cannot well be true together: a hint for whoever reviews them. */
export class ManualContradictionView {
  id: string;

  /** CEL condition. */
  when: string;

  @ApiProperty(TEXT)
  text: Record<string, string>;
}

/** A whole manual, as it is frozen into assessments. */
export class ManualView extends ManualStandingView {
  chapters: ManualChapterView[];
  contradictions: ManualContradictionView[];
}
