import { sha256Hex } from '../ledger/sha256.js';
import type { ScoreInputs } from './inputs.js';

/**
 * An id as the supplier may see it: it stands for the same thing every time and tells nothing else. Ids of ours begin with the moment
 * at which they were made, which may be long before the supplier was told.
 */
export const opaque = (id: string): string => sha256Hex(`supplier:${id}`).slice(0, 32);

const opaqueSource = (source: string): string => {
  const [, kind, id] = /^(verification|signal):(.+)$/.exec(source) ?? [];
  return kind === undefined || id === undefined ? source : `${kind}:${opaque(id)}`;
};

interface Sourced {
  readonly source: string | null;
  readonly replaced: { readonly value: number; readonly source: string } | null;
}

const withOpaqueSources = <Input extends Sourced>(input: Input): Input => ({
  ...input,
  source: input.source === null ? null : opaqueSource(input.source),
  replaced: input.replaced === null ? null : { ...input.replaced, source: opaqueSource(input.replaced.source) },
});

const byId = <T extends { readonly id: string }>(a: T, b: T): number => (a.id < b.id ? -1 : 1);

/** Inputs of a released score under ids that betray no time; `caseRefs` gives the id under which the supplier knows each case. */
export const inputsForSupplier = (inputs: ScoreInputs, caseRefs: ReadonlyMap<string, string>): ScoreInputs => ({
  ...inputs,
  exposures: inputs.exposures.map(withOpaqueSources),
  controls: inputs.controls.map(withOpaqueSources),
  cases: inputs.cases.map((found) => ({ ...found, id: caseRefs.get(found.id) ?? opaque(found.id) })).sort(byId),
  signals: inputs.signals.map((signal) => ({ ...signal, id: opaque(signal.id) })).sort(byId),
});
