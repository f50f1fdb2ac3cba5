import type { IsoDate } from '../shared/instant.js';

export type SignalKind = 'audit' | 'worker_survey' | 'report' | 'authority_finding' | 'adverse_media' | 'buyer_practices';

/** What was seen at a site, or said by its workers, about a question of the manual. */
export interface Observation {
  readonly question: string;
  /** The meaning in which it was asked. */
  readonly meaning: number;
  readonly value: unknown;
  /** Somebody has verified an answer to the question since, and the supplier may know of it or not; left out: nobody has. */
  readonly settled?: 'held' | 'released';
}

/** What somebody else than the supplier says of a site, as long as it is not taken back. */
export interface SiteSignal {
  readonly id: string;
  readonly kind: SignalKind;
  /** In the words of its kind: `clean`, `major_nonconformities`, `confirms`, `contradicts`, `mixed`, `substantiated`, … */
  readonly outcome: string;
  /** 0..1, how bad our own practices are; null for other kinds. */
  readonly level: number | null;
  readonly observedOn: IsoDate;
  readonly observations: readonly Observation[];
  readonly visibility: 'held' | 'released';
  /** Whether a finding it raised is open; null: it raised none. */
  readonly findingOpen: boolean | null;
  /** The day on which the last of its findings was closed with verification; null: none is closed. */
  readonly findingClosedOn: IsoDate | null;
  /** The same of the findings that the supplier knows of. */
  readonly knownOpen?: boolean | null;
  readonly knownClosedOn?: IsoDate | null;
  /** Its report made an answer count as verified, which is credit enough. */
  readonly verifiesAnswers: boolean;
}

/** What the supplier knows of a signal that is released: of its findings only those that are, too. */
export const asReleased = (signal: SiteSignal): SiteSignal => ({
  ...signal,
  findingOpen: signal.knownOpen ?? null,
  findingClosedOn: signal.knownClosedOn ?? null,
});

/** What a finding's or an answer's `source` says of a signal. */
export const sourceOfSignal = (id: string): string => `signal:${id}`;

/** The signal that a source names; null: it is none. */
export const signalOfSource = (source: string): string | null => (source.startsWith('signal:') ? source.slice('signal:'.length) : null);
