import { canonicalJson } from '../../src/domain/ledger/canonical-json.js';
import type { Receipt } from '../../src/domain/scoring/receipt.js';
import { replayReceipt } from '../../src/domain/scoring/replay.js';

const REWRITE = 'write the golden receipts anew (npm run golden -- --write), look at what changed in them and commit both';

const called = ({ id, version }: { readonly id: string; readonly version: string }): string => `${id} ${version}`;

/** Parts of the inputs that say something else than before. */
const changedInputs = (golden: Receipt, fresh: Receipt): readonly string[] =>
  (Object.keys({ ...golden.inputs, ...fresh.inputs }) as (keyof Receipt['inputs'])[]).filter(
    (name) => canonicalJson(golden.inputs[name] ?? null) !== canonicalJson(fresh.inputs[name] ?? null),
  );

/** What a committed receipt and one computed now say together, as a sentence on what to do; null: nothing has changed. */
export function verdictOn(golden: Receipt, fresh: Receipt): string | null {
  for (const part of ['method', 'manual'] as const) {
    if (called(golden[part]) !== called(fresh[part]))
      return `The ${part} is now ${called(fresh[part])}, the receipt was made under ${called(golden[part])}: ${REWRITE}.`;
    if (golden[part].sha256 !== fresh[part].sha256)
      return `The content of the ${part} ${called(fresh[part])} has changed, but not its version. A published version never changes: give it a new one, then ${REWRITE}.`;
  }
  const { differences } = replayReceipt(golden);
  if (differences.length > 0) {
    const places = differences.map(({ path, stored, computed }) => `${path}: ${JSON.stringify(stored)} is now ${JSON.stringify(computed)}`);
    return `The engine computes another score than before under the same ${called(golden.method)}: ${places.join('; ')}. Stored scores could no longer be replayed. Take the change back, or give the method a new version, then ${REWRITE}.`;
  }
  const changed = changedInputs(golden, fresh);
  if (changed.length > 0)
    return `The same answers and facts become other inputs (${changed.join(', ')}) under the same method and manual. If an index has a new edition or a fault was mended on purpose, ${REWRITE}.`;
  const [before, now] = [golden.result.nextChangeAt, fresh.result.nextChangeAt];
  return before === now
    ? null
    : `The same inputs change next on ${now ?? 'no day'} and no longer on ${before ?? 'no day'}. If that is meant, ${REWRITE}.`;
}
