/**
 * `npm run golden [-- --write]`: compares the committed receipts of sample suppliers with those that the engine gives now, or writes them
 * anew. Exit code 1 where they differ.
 */
import './typescript.mjs';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { values } = parseArgs({ options: { write: { type: 'boolean', default: false } } });
const folder = fileURLToPath(new URL('../test/golden/receipts/', import.meta.url));
const { readShipped } = await import('../test/support/shipped.ts');
const { goldenReceipts, goldenText } = await import('../test/golden/golden-receipts.ts');
const { verdictOn } = await import('../test/golden/compare.ts');

const made = await goldenReceipts(await readShipped());
mkdirSync(folder, { recursive: true });
const kept = new Map(readdirSync(folder).map((name) => [name.replace(/\.json$/, ''), readFileSync(`${folder}${name}`, 'utf8')]));
let different = 0;
for (const golden of made) {
  const text = kept.get(golden.name);
  kept.delete(golden.name);
  const verdict = text === undefined ? 'There is no golden receipt yet.' : verdictOn(JSON.parse(text), golden.receipt);
  if (verdict === null) continue;
  different += 1;
  console.log(`${golden.name}: ${verdict}`);
  if (values.write) writeFileSync(`${folder}${golden.name}.json`, goldenText(golden));
}
for (const name of kept.keys()) {
  different += 1;
  console.log(`${name}: no sample supplier has this receipt any more.`);
  if (values.write) rmSync(`${folder}${name}.json`);
}
console.log(`${made.length} receipts, ${different} ${values.write ? 'written' : 'different'}`);
if (different > 0 && !values.write) process.exitCode = 1;
