/**
 * What a due diligence manual is: chapters of questions, each saying who answers it, how it counts, what proof is asked
 * and which action answers a bad answer. A published version never changes.
 */

/** One text in several languages: BCP 47 tag to text. The manual's base language is always present. */
export type Text = Readonly<Record<string, string>>;

export type Respondent = 'supplier' | 'buyer' | 'worker' | 'assessor';
export type QuestionType = 'yes_no' | 'single' | 'multiple' | 'number' | 'percent' | 'date' | 'text' | 'file';

/** `core` is asked of every site, `extended` from medium risk on, `full` from high risk on. */
export type Depth = 'core' | 'extended' | 'full';

/** `exposure` feeds inherent risk, `control` feeds K, `practice` is the buyer's own conduct, `fact` is not scored. */
export type Counts = 'exposure' | 'control' | 'practice' | 'fact';

export type Method = 'management' | 'workplace';
export type Severity = 'critical' | 'major' | 'minor';

export interface Language {
  readonly code: string;
  readonly dir: 'ltr' | 'rtl';
  /** Whether somebody who speaks it has read the texts; false: none of them. */
  readonly reviewed: boolean;
  /** In a reviewed language: places of the texts that nobody has reviewed yet. */
  readonly unreviewed: readonly string[];
}

/** `value` is 0..1: for an exposure or a practice 1 is worst, for a control 1 is best; null where the question is a fact. */
export interface Option {
  readonly id: string;
  readonly text: Text;
  readonly value: number | null;
  /** Picking this option of a `multiple` question excludes all others ("none of these"). */
  readonly exclusive: boolean;
}

/** Makes a number count: the step with the highest `from` that is not above the answer gives the value. */
export interface Step {
  readonly from: number;
  readonly value: number;
}

/** A named number within one answer ("of whom from abroad"). The answer is then an object of part id to number. */
export interface Part {
  readonly id: string;
  readonly text: Text;
}

export interface EvidenceRule {
  readonly id: string;
  readonly text: Text;
  /** Months after its date of issue in which a document proves something; null: as long as the document itself says. */
  readonly maxAgeMonths: number | null;
}

export interface RedFlag {
  /** Unique in the manual: `<question>.<name>`. */
  readonly id: string;
  /** CEL over `answers` and `site`. */
  readonly when: string;
  readonly severity: Severity;
  readonly zeroTolerance: boolean;
  /** Id in the action library. */
  readonly action: string;
  readonly text: Text;
}

/** What it means when a control's answer is bad, blank or unknown. */
export interface FailedControl {
  readonly severity: Severity;
  readonly action: string;
  readonly text: Text;
  /** A score (0..1) below this one fails the control. */
  readonly below: number;
}

export interface Question {
  readonly id: string;
  /** From 1; raised when the same id comes to ask something else, so that no earlier answer is taken for an answer to it. */
  readonly meaning: number;
  readonly text: Text;
  readonly help: Text | null;
  /** Why it is asked, in words for the person who answers. */
  readonly why: Text;
  readonly askedOf: readonly Respondent[];
  /** The same question in a worker's words, for manuals that ask workers. */
  readonly workerText: Text | null;
  readonly type: QuestionType;
  readonly counts: Counts;
  readonly weight: number;
  readonly method: Method;
  readonly depth: Depth;
  /** CEL; null: always asked. A condition that hangs on a missing answer asks the question. */
  readonly visible: string | null;
  readonly options: readonly Option[];
  readonly steps: readonly Step[];
  readonly parts: readonly Part[];
  /** For date, text and file questions that are scored: the value of having answered. */
  readonly answeredValue: number | null;
  readonly evidence: readonly EvidenceRule[];
  readonly redFlags: readonly RedFlag[];
  readonly failed: FailedControl | null;
  /** ILO indicator numbers 1..11. */
  readonly ilo: readonly number[];
  /** OECD due diligence step 1..6, or null. */
  readonly oecd: number | null;
  /** Regime hooks such as `uk-msa:d`, `lksg:5`, `csddd:10`. */
  readonly laws: readonly string[];
  /** What it is about, in the words of the questionnaire it came from: indicator and sub-indicator. */
  readonly topics: readonly string[];
}

/** Answers that cannot well be true together: a hint for whoever reviews them, never a verdict. */
export interface Contradiction {
  readonly id: string;
  /** CEL over `answers` and `site`; only a certain "true" gives the hint. */
  readonly when: string;
  readonly text: Text;
}

export interface Chapter {
  readonly id: string;
  readonly number: number;
  readonly title: Text;
  readonly intro: Text;
  readonly questions: readonly Question[];
}

export interface Manual {
  readonly id: string;
  /** Id of the manual it was copied from in the beginning, else its own: question ids mean the same within a family. */
  readonly family: string;
  /** Semantic version. */
  readonly version: string;
  readonly title: Text;
  readonly source: string;
  readonly edition: string;
  readonly year: number;
  readonly licence: string;
  readonly baseLanguage: string;
  readonly languages: readonly Language[];
  readonly chapters: readonly Chapter[];
  readonly contradictions: readonly Contradiction[];
}

export const questionsOf = (manual: Manual): readonly Question[] => manual.chapters.flatMap((chapter) => chapter.questions);

export const textIn = (text: Text, language: string, baseLanguage: string): string => text[language] ?? text[baseLanguage] ?? '';
