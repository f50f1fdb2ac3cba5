/** `npm run bench -- NAME [--json]`: runs one benchmark on the built product and prints its figures beside a yardstick of the same run. */
import { readdirSync } from 'node:fs';
import { parseArgs } from 'node:util';

const SUFFIX = '.bench.mjs';
const names = readdirSync(new URL('.', import.meta.url))
  .filter((file) => file.endsWith(SUFFIX))
  .map((file) => file.slice(0, -SUFFIX.length))
  .sort();

const { values, positionals } = parseArgs({ options: { json: { type: 'boolean', default: false } }, allowPositionals: true });
const [name] = positionals;
if (name === undefined || !names.includes(name)) {
  console.error(`npm run bench -- NAME [--json], where NAME is one of: ${names.join(', ')}`);
  process.exit(2);
}
const { bench, tableOf } = await import(`./${name}${SUFFIX}`);
const figures = await bench((line) => process.stderr.write(`${line}\n`));
process.stdout.write(values.json ? `${JSON.stringify(figures)}\n` : `${tableOf(figures)}\n`);
