import type { Severity, Text } from '../manual/manual.js';
import type { Evidence } from '../scoring/methodology.js';
import type { IsoDate } from '../shared/instant.js';

/** One possible result of a scheme. */
export interface Outcome {
  readonly id: string;
  readonly text: Text;
  /** Months after the audit in which it answers questions at most; null: it answers none. */
  readonly validMonths: number | null;
  /** Whether this result means that findings are open, or that none are; null: it says nothing of it. */
  readonly openFindings: boolean | null;
}

/** What the results of a scheme answer to one question. */
export interface MappedAnswer {
  readonly question: string;
  /** The question's meaning for which this was written. */
  readonly meaning: number;
  /** How far an officer may take it as proved, at most. */
  readonly evidence: Evidence;
  /** By the id of the outcome. */
  readonly values: Readonly<Record<string, unknown>>;
}

/** An audit scheme or rating. */
export interface Scheme {
  readonly id: string;
  readonly name: string;
  readonly covers: Text;
  /** Whether somebody sees the site. */
  readonly onSite: boolean;
  readonly source: string;
  readonly checkedOn: IsoDate;
  readonly outcomes: readonly Outcome[];
  readonly answers: readonly MappedAnswer[];
}

/** Everything that is known of schemes. */
export interface ThirdPartySchemes {
  readonly id: string;
  readonly version: string;
  readonly source: string;
  readonly year: number;
  readonly licence: string;
  readonly baseLanguage: string;
  /** Family of the manuals whose question ids are meant. */
  readonly manualFamily: string;
  readonly schemes: readonly Scheme[];
}

/** What a scheme's auditor found amiss. */
export interface SchemeFinding {
  /** Id of the question it is about; null: it fits none. */
  readonly question: string | null;
  readonly severity: Severity;
  readonly closed: boolean;
}

/** A result as somebody entered it. */
export interface SchemeResult {
  readonly id: string;
  readonly scheme: string;
  readonly outcome: string;
  readonly auditedOn: IsoDate;
  readonly validUntil: IsoDate;
  readonly findings: readonly SchemeFinding[];
}
