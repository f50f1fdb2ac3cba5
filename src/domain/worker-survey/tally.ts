/** How often each choice of one question was made. Only such sums are kept: what one person picked together is written down nowhere. */
export interface Tally {
  readonly question: string;
  /** People who picked something. */
  readonly people: number;
  /** People who said that they do not know. */
  readonly unknown: number;
  /** By option id; what nobody picked may be left out. */
  readonly options: Readonly<Record<string, number>>;
}

/** What one person adds to the sums of a question: the options picked; none: they said that they do not know. */
export interface Choice {
  readonly question: string;
  readonly options: readonly string[];
}

export const emptyTally = (question: string): Tally => ({ question, people: 0, unknown: 0, options: {} });

export const pickedIn = (tally: Tally, option: string): number => tally.options[option] ?? 0;

/** The sums with one more person's choice. */
export const withChoice = (tally: Tally, { options }: Choice): Tally =>
  options.length === 0
    ? { ...tally, unknown: tally.unknown + 1 }
    : {
        ...tally,
        people: tally.people + 1,
        options: { ...tally.options, ...Object.fromEntries(options.map((option) => [option, pickedIn(tally, option) + 1])) },
      };
