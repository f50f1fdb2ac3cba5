/** `npm run --silent behaviours`: the table of docs/methodology.md, from the shipped manual, method and indices. */
import './typescript.mjs';

const { readShipped } = await import('../test/support/shipped.ts');
const { behavioursTable } = await import('../test/support/scoring/behaviours.ts');
process.stdout.write(`${behavioursTable(await readShipped())}\n`);
