import type { SignalKind } from './site-signal.js';

/** What a signal of each kind can say; the first word is meant where nothing is said. An audit has to say it. */
export const OUTCOMES: Readonly<Record<SignalKind, readonly string[]>> = {
  audit: ['clean', 'minor_nonconformities', 'major_nonconformities'],
  worker_survey: ['confirms', 'contradicts', 'mixed'],
  report: ['substantiated'],
  authority_finding: ['confirmed'],
  adverse_media: ['published'],
  buyer_practices: ['answered'],
};

/** What a signal can show beside the ILO indicators; each decides how grave it is. */
export const SHOWN = ['debt_ties', 'repayment_agreed', 'child_below_legal_age', 'identified_victim', 'state_imposed'] as const;
export type Shown = (typeof SHOWN)[number];

/** How an audit looked at the site. */
export const MANNERS = ['third_party', 'on_site'] as const;
export type Manner = (typeof MANNERS)[number];

/** Kinds that tell of how people work, so that what they saw can be held against an answer. */
export const isWitness = (kind: SignalKind): boolean =>
  kind === 'audit' || kind === 'worker_survey' || kind === 'report' || kind === 'authority_finding';
