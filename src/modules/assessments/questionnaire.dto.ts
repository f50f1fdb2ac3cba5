import { ApiProperty } from '@nestjs/swagger';

export class OptionView {
  id: string;

  text: string;

  /** Picking it excludes all other options ("none of these"). */
  exclusive: boolean;
}

export class PartView {
  id: string;
  text: string;
}

export class EvidenceRuleView {
  id: string;

  text: string;

  @ApiProperty({
    type: 'integer',
    nullable: true,
    description: 'Months after its date of issue in which a document proves something; null: as long as it says itself.',
  })
  maxAgeMonths: number | null;
}

export class ServesView {
  @ApiProperty({ enum: ['law', 'indicator'] })
  kind: string;

  /** As the manual names it, such as `csddd:10`. */
  id: string;

  name: string;
}

export class QuestionView {
  id: string;

  text: string;

  help: string | null;

  /** Why it is asked. */
  why: string;

  @ApiProperty({ enum: ['yes_no', 'single', 'multiple', 'number', 'percent', 'date', 'text', 'file'] })
  type: string;

  options: OptionView[];

  /** For answers of several numbers. */
  parts: PartView[];

  /** What would prove the answer. */
  evidence: EvidenceRuleView[];

  @ApiProperty({ description: 'The language its text is shown in: the base language where there is none in the one asked for.' })
  language: string;

  @ApiProperty({ enum: ['ltr', 'rtl'] })
  dir: string;

  /** Whether somebody who speaks the language has read every text shown of it; false: it may have been translated by a machine. */
  reviewed: boolean;

  /** What it serves: laws and indicators of forced labour, named in the reader's language. */
  serves: ServesView[];

  /** A sentence that says who will see the answer. */
  seenBy: string;

  /** Whether it is asked, with the answers given so far. */
  visible: boolean;

  /** Whether its answer may be changed now. */
  editable: boolean;

  /** What the officer who returned the answer says of it; null where it is not returned. */
  officerComment: string | null;
}

export class ChapterView {
  id: string;

  @ApiProperty({ type: 'integer' })
  number: number;

  title: string;

  intro: string;

  questions: QuestionView[];
}

export class LanguageView {
  /** BCP 47 tag. */
  code: string;

  @ApiProperty({ enum: ['ltr', 'rtl'] })
  dir: string;

  /** Whether somebody who speaks it has read all of its texts; each question says it of its own. */
  reviewed: boolean;
}

export class QuestionnaireView {
  title: string;

  manual: string;

  manualVersion: string;

  @ApiProperty({ description: 'The language of the texts here; where a text does not exist in it, it stands in the base language.' })
  language: string;

  @ApiProperty({ enum: ['ltr', 'rtl'] })
  dir: string;

  /** All languages in which it exists. */
  languages: LanguageView[];

  chapters: ChapterView[];
}
