/** Everything a form says in its own words; `{names}` are filled in. */
export interface FormWords {
  /** Whether somebody who speaks the language has read these words. */
  readonly reviewed: boolean;
  readonly dir: 'ltr' | 'rtl';
  /** Name of the first sheet. */
  readonly howTo: string;
  /** {buyer} and {site}. */
  readonly asks: string;
  /** {due}. */
  readonly due: string;
  /** {date}. */
  readonly downloaded: string;
  /** How it is filled in, a sentence a row. */
  readonly steps: readonly string[];
  /** What protects workers and whoever answers. */
  readonly safety: readonly string[];
  /** Said on the first sheet where some texts were not read by a speaker. */
  readonly unreviewed: string;
  /** Beside a question whose words were not read by a speaker. */
  readonly unreviewedText: string;
  readonly columns: {
    readonly id: string;
    readonly question: string;
    readonly answer: string;
    readonly comment: string;
    readonly note: string;
    readonly confirm: string;
  };
  /** "We do not know". */
  readonly unknown: string;
  readonly yes: string;
  readonly no: string;
  /** Several options may be marked. */
  readonly several: string;
  readonly number: string;
  readonly percent: string;
  readonly date: string;
  /** Where answers of files are given. */
  readonly file: string;
  /** {why}. */
  readonly why: string;
  /** {condition}. */
  readonly askedWhen: string;
  readonly depends: string;
  readonly dependsOnSite: string;
  /** {date} and {months}. */
  readonly fromLastTime: string;
  /** Cannot be changed any more. */
  readonly closed: string;
  /** {comment} of the officer who returned it. */
  readonly returned: string;
  readonly condition: ConditionWords;
}

/** Pieces of a condition: {question} and {value}; {left} and {right}. */
export interface ConditionWords {
  readonly and: string;
  readonly or: string;
  readonly is: string;
  readonly isNot: string;
  readonly includes: string;
  readonly includesNot: string;
  readonly more: string;
  readonly atLeast: string;
  readonly less: string;
  readonly atMost: string;
  /** Between values of which any will do. */
  readonly orValue: string;
}
