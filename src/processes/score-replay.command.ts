import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { checkReceipt } from '../domain/scoring/receipt-check.js';
import { replayReceipt } from '../domain/scoring/replay.js';
import { ConfigError } from '../platform/config/config-error.js';

interface Replayed {
  readonly index: number;
  readonly site: string | null;
  readonly same: boolean;
  readonly differences: readonly string[];
}

/** `plumbline score replay`: exit code 1 when a score comes out otherwise, or a receipt is not one. */
export async function replayScores(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { json: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const [path] = positionals;
  if (path === undefined) throw new ConfigError('Name the file of receipts: plumbline score replay RECEIPTS.json');
  const replayed = (await readReceipts(path)).map(replayOne);
  const same = replayed.filter((one) => one.same).length;
  const summary = { receipts: replayed.length, same, different: replayed.length - same };
  if (values.json) process.stdout.write(`${JSON.stringify({ ...summary, differences: replayed.filter((one) => !one.same) }, null, 2)}\n`);
  else process.stdout.write(`${[...replayed.flatMap(linesOf), `${same} of ${replayed.length} scores come out the same`].join('\n')}\n`);
  return summary.different > 0 ? 1 : 0;
}

async function readReceipts(path: string): Promise<readonly unknown[]> {
  const text = await readFile(path, 'utf8').catch(() => {
    throw new ConfigError(`${path} cannot be read.`);
  });
  try {
    const parsed: unknown = JSON.parse(text);
    return Array.isArray(parsed) ? (parsed as unknown[]) : [parsed];
  } catch {
    throw new ConfigError(`${path} is not JSON.`);
  }
}

function replayOne(value: unknown, index: number): Replayed {
  const checked = checkReceipt(value);
  if (!('receipt' in checked)) {
    return { index, site: null, same: false, differences: checked.problems.map(({ path, message }) => `${path}: ${message}`) };
  }
  const { same, differences } = replayReceipt(checked.receipt);
  return {
    index,
    site: checked.receipt.subject.site,
    same,
    differences: differences.map(
      ({ path, stored, computed }) => `${path}: stored ${JSON.stringify(stored)}, computed ${JSON.stringify(computed)}`,
    ),
  };
}

const linesOf = ({ index, site, same, differences }: Replayed): readonly string[] =>
  same ? [] : differences.map((difference) => `receipt ${index + 1}${site === null ? '' : ` (site ${site})`}: ${difference}`);
