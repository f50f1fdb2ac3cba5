/**
 * `npm run --silent behaviours`: what ten kinds of supplier score by how they answer, on the shipped manual, method and indices. `-- --all` prints
 * every table of docs/methodology.md, `-- --write` writes them there.
 */
import './typescript.mjs';
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

const { values } = parseArgs({ options: { all: { type: 'boolean', default: false }, write: { type: 'boolean', default: false } } });
const { readShipped } = await import('../test/support/shipped.ts');
const { methodologyBlocks, withBlocks } = await import('../test/support/scoring/methodology-blocks.ts');
const blocks = methodologyBlocks(await readShipped());
const page = new URL('../docs/methodology.md', import.meta.url);

if (values.write) writeFileSync(page, withBlocks(readFileSync(page, 'utf8'), blocks));
else process.stdout.write(`${values.all ? Object.values(blocks).join('\n\n') : blocks.behaviours}\n`);
