import type { ManualChange } from './manual-change.js';

/** How far a version must be from the one before it. */
export type VersionStep = 'patch' | 'minor' | 'major';

/** An earlier answer may be lost, or answer something else now. */
const isMajor = ({ kind, change }: ManualChange): boolean => kind === 'meaning' || (kind === 'structure' && change === 'removed');

/** Neither what is asked nor what it counts for. */
const isPatch = ({ kind }: ManualChange): boolean => ['wording', 'translation', 'label', 'about'].includes(kind);

/**
 * The least step that is honest about the changes. Major: a chapter, a question, an option or a part is gone, or a question asks something
 * else. Patch: words, labels and the manual's own particulars. Minor: everything between.
 */
export const versionStep = (changes: readonly ManualChange[]): VersionStep => {
  if (changes.some(isMajor)) return 'major';
  return changes.every(isPatch) ? 'patch' : 'minor';
};

const partsOf = (version: string): readonly [number, number, number] => {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  return [major, minor, patch];
};

/** Below 0: the first is the older one. */
export const compareVersions = (one: string, other: string): number => {
  const [a, b] = [partsOf(one), partsOf(other)];
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
};

/** The lowest version that is this step above another. */
export const nextVersion = (previous: string, step: VersionStep): string => {
  const [major, minor, patch] = partsOf(previous);
  if (step === 'major') return `${major + 1}.0.0`;
  return step === 'minor' ? `${major}.${minor + 1}.0` : `${major}.${minor}.${patch + 1}`;
};

export const isHighEnough = (previous: string, next: string, step: VersionStep): boolean =>
  compareVersions(next, nextVersion(previous, step)) >= 0;
