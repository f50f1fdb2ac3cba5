import { createReadStream } from 'node:fs';
import { parseArgs } from 'node:util';
import { checkReceipt } from '../domain/scoring/receipt-check.js';
import { replayReceipt } from '../domain/scoring/replay.js';
import { jsonValues, type JsonPiece } from './json-values.js';
import { receiptFiles, STANDARD_INPUT } from './receipt-files.js';

interface Replayed {
  readonly file: string;
  /** From 0, within its file. */
  readonly index: number;
  readonly site: string | null;
  readonly differences: readonly string[];
}

const MISUSE = 2;
const USAGE = 'Name files or folders of receipts: plumbline score replay RECEIPTS.json… [--json] (- reads standard input)';

/** Recomputes nothing twice and keeps nothing but counts: a file of a million receipts takes no more memory than one. */
class Tally {
  private receipts = 0;
  private same = 0;

  constructor(private readonly asJson: boolean) {}

  async begin(): Promise<void> {
    if (this.asJson) await write('{"differences":[');
  }

  async add(replayed: Replayed): Promise<void> {
    this.receipts += 1;
    if (replayed.differences.length === 0) this.same += 1;
    else if (this.asJson) await write(`${this.different === 1 ? '' : ','}\n${JSON.stringify(replayed)}`);
    else await write(linesOf(replayed));
  }

  async end(): Promise<void> {
    const { receipts, same, different } = this;
    if (this.asJson) await write(`],\n"receipts":${receipts},"same":${same},"different":${different}}\n`);
    else await write(`${same} of ${receipts} scores come out the same\n`);
  }

  get count(): number {
    return this.receipts;
  }

  get different(): number {
    return this.receipts - this.same;
  }
}

/**
 * `plumbline score replay`: computes scores again from their receipts alone. Exit code 1 when one comes out otherwise or is no receipt,
 * 2 when there is nothing to replay.
 */
export async function replayScores(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { json: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  if (positionals.length === 0) return misuse(USAGE);
  const files: string[] = [];
  for (const path of positionals) {
    const found = await receiptFiles(path);
    if (found === null) return misuse(`${path} is not there.`);
    files.push(...found);
  }
  const tally = new Tally(values.json);
  await tally.begin();
  for (const file of files) for await (const replayed of replayFile(file)) await tally.add(replayed);
  await tally.end();
  if (tally.count === 0) return misuse(`${positionals.join(', ')}: there is no receipt.`);
  return tally.different > 0 ? 1 : 0;
}

async function* replayFile(file: string): AsyncGenerator<Replayed> {
  let index = 0;
  try {
    for await (const piece of jsonValues(file === STANDARD_INPUT ? process.stdin : createReadStream(file))) {
      yield { file, index, ...replayPiece(piece) };
      index += 1;
    }
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
    yield { file, index, site: null, differences: [`the file cannot be read${reason}`] };
  }
}

function replayPiece(piece: JsonPiece): Pick<Replayed, 'site' | 'differences'> {
  if ('fault' in piece) return { site: null, differences: [piece.fault] };
  const checked = checkReceipt(piece.value);
  if (!('receipt' in checked)) return { site: null, differences: checked.problems.map(({ path, message }) => `${path}: ${message}`) };
  const { differences } = replayReceipt(checked.receipt);
  return {
    site: checked.receipt.subject.site,
    differences: differences.map(
      ({ path, stored, computed }) => `${path}: stored ${JSON.stringify(stored)}, computed ${JSON.stringify(computed)}`,
    ),
  };
}

const linesOf = ({ file, index, site, differences }: Replayed): string => {
  const place = `${file}, receipt ${index + 1}${site === null ? '' : ` (site ${site})`}`;
  return differences.map((difference) => `${place}: ${difference}\n`).join('');
};

const misuse = (message: string): number => {
  process.stderr.write(`${message}\n`);
  return MISUSE;
};

/** Waits for whoever reads: lines do not pile up in memory. */
const write = (text: string): Promise<void> =>
  new Promise((resolve, reject) => process.stdout.write(text, (error) => (error ? reject(error) : resolve())));
