/** The whole test command: every check and every test, each counted. The last line reads `N passed, N failed`. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startRedis } from './redis.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const results = mkdtempSync(join(tmpdir(), 'plumbline-test-'));
const total = { passed: 0, failed: 0, skipped: 0 };

/** What a person has set for the product must not steer its tests. */
const OURS = [
  'DATABASE_URL',
  'DATABASE_ADMIN_URL',
  'QUEUE_DATABASE_URL',
  'REDIS_URL',
  'MASTER_KEY',
  'SMTP_URL',
  'DATA_DIR',
  'PUBLIC_URL',
  'PORT',
  'HOST',
];
const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !OURS.includes(name)));

const runNode = (args, extra = {}) =>
  spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit', env: { ...environment, ...extra } }).status === 0;

const announce = (title) => console.log(`\n== ${title}`);

const check = (title, ...args) => {
  announce(title);
  const passed = runNode(args);
  total[passed ? 'passed' : 'failed'] += 1;
  console.log(passed ? `${title}: passed` : `${title}: FAILED`);
};

const readResult = (file) => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
};

/** A suite that did not run counts as one failure, and so does a run that failed with no failing test to show for it. */
const jest = (title, project, extra = {}, files = []) => {
  announce(title);
  const file = join(results, `${title.replaceAll(/\W+/g, '-')}.json`);
  const succeeded = runNode(['scripts/jest.mjs', project, ...files, '--json', `--outputFile=${file}`], extra);
  const result = readResult(file);
  const failed = (result?.numFailedTests ?? 0) + (result?.numRuntimeErrorTestSuites ?? 0);
  total.passed += result?.numPassedTests ?? 0;
  total.failed += failed === 0 && !succeeded ? 1 : failed;
  total.skipped += (result?.numPendingTests ?? 0) + (result?.numTodoTests ?? 0);
};

/** Where jobs do the work, so that another queue could make a difference; what only HTTP and the database decide runs once. */
const QUEUED = ['assessments', 'campaigns', 'processes', 'reassessment', 'remediation', 'reminders', 'scoring', 'supplier-imports'].map(
  (name) => `test/e2e/${name}.e2e.spec.ts`,
);

const endToEndOnRedis = async () => {
  const redis = await startRedis(process.env.REDIS_URL);
  if (redis === undefined) {
    announce('end to end, queue on Redis');
    console.log('Left out: there is no redis-server on the PATH and REDIS_URL is not set.');
    return;
  }
  try {
    jest('end to end, queue on Redis', 'e2e', { PLUMBLINE_TEST_QUEUE: 'redis', REDIS_URL: redis.url }, QUEUED);
  } finally {
    await redis.stop();
  }
};

try {
  check('lint', 'node_modules/eslint/bin/eslint.js', '.', '--max-warnings', '0');
  check('description of the API', 'scripts/swagger-metadata.mjs', '--check');
  check('types', 'node_modules/typescript/bin/tsc', '--noEmit', '-p', 'tsconfig.json');
  check(
    'direction of dependencies',
    'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
    '--config',
    '.dependency-cruiser.cjs',
    'src',
    'test',
  );
  jest('unit tests', 'unit');
  check('changes of the engine that tests notice', 'scripts/mutation/run.mjs', '--short');
  check('build', 'scripts/set-up.mjs', '--build');
  jest('end to end, queue on PostgreSQL', 'e2e', { PLUMBLINE_TEST_QUEUE: 'postgres' });
  await endToEndOnRedis();
} catch (error) {
  console.error(error);
  total.failed += 1;
} finally {
  rmSync(results, { recursive: true, force: true });
}

if (total.skipped > 0) console.log(`\n${total.skipped} skipped`);
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;
