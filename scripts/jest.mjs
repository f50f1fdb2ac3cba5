/** Runs Jest with ES modules: `node scripts/jest.mjs unit|e2e [Jest's own arguments]`. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const [project, ...rest] = process.argv.slice(2);
const jest = fileURLToPath(new URL('../node_modules/jest/bin/jest.js', import.meta.url));
// Threads that the product starts run from its TypeScript sources too.
const typescript = new URL('typescript.mjs', import.meta.url).href;
// Two workers: each end-to-end world is a whole product with its own pools, and Redis has sixteen databases for them all.
// The project comes last: Jest takes every word after --selectProjects for the name of one.
const { status } = spawnSync(
  process.execPath,
  ['--experimental-vm-modules', '--no-warnings', '--import', typescript, jest, '--maxWorkers=2', ...rest, '--selectProjects', project],
  {
    stdio: 'inherit',
    cwd: fileURLToPath(new URL('..', import.meta.url)),
  },
);
process.exit(status ?? 1);
