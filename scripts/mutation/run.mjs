/**
 * `npm run mutation [-- --short] [-- FILE…]`: changes the engine in src/domain/scoring in every small way there is, one at a time, and counts
 * how many of these changes a test notices. Exit code 1 where fewer are noticed than the goal.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const GOAL = 85;
const FOLDER = 'src/domain/scoring/';
/** Where a score is finally decided; what continuous integration tries each time. */
const SHORT = ['residual.ts', 'cases.ts'];

const root = fileURLToPath(new URL('../..', import.meta.url));
const { values, positionals } = parseArgs({
  options: { short: { type: 'boolean', default: false }, survivors: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const files = (values.short ? SHORT : positionals).map((name) => (name.includes('/') ? name : `${FOLDER}${name}`));

const stryker = fileURLToPath(new URL('../../node_modules/@stryker-mutator/core/bin/stryker.js', import.meta.url));
const chosen = files.length === 0 ? [] : ['--mutate', files.join(',')];
const { status } = spawnSync(process.execPath, [stryker, 'run', 'scripts/mutation/stryker.config.mjs', ...chosen], {
  cwd: root,
  stdio: ['ignore', 'inherit', 'inherit'],
  env: { ...process.env, PLUMBLINE_FEWER_RUNS: '1' },
});
if (status !== 0) process.exit(status ?? 1);

const NOTICED = new Set(['Killed', 'Timeout']);
const MISSED = new Set(['Survived', 'NoCoverage']);
const report = JSON.parse(readFileSync(`${root}reports/mutation.json`, 'utf8'));
const rows = Object.entries(report.files)
  .map(([file, { mutants }]) => ({
    file: file.replace(FOLDER, ''),
    noticed: mutants.filter((mutant) => NOTICED.has(mutant.status)).length,
    missed: mutants.filter((mutant) => MISSED.has(mutant.status)),
  }))
  .filter(({ noticed, missed }) => noticed + missed.length > 0);

const share = (noticed, missed) => (100 * noticed) / (noticed + missed);
for (const { file, noticed, missed } of rows) {
  console.log(`${file.padEnd(28)} ${share(noticed, missed.length).toFixed(1).padStart(5)} %  ${noticed} of ${noticed + missed.length}`);
  if (!values.survivors) continue;
  for (const { location, mutatorName, replacement, status: how } of missed)
    console.log(
      `  ${how} ${location.start.line}:${location.start.column} ${mutatorName} -> ${(replacement ?? '').slice(0, 100).replaceAll('\n', ' ')}`,
    );
}
const noticed = rows.reduce((sum, row) => sum + row.noticed, 0);
const missed = rows.reduce((sum, row) => sum + row.missed.length, 0);
console.log(`${noticed} of ${noticed + missed} changes noticed: ${share(noticed, missed).toFixed(1)} %`);
if (!(share(noticed, missed) >= GOAL)) process.exitCode = 1;
