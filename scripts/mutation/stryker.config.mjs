/** Mutation testing of the engine: `npm run mutation` (run.mjs beside this file). */
export default {
  packageManager: 'npm',
  testRunner: 'in-process',
  plugins: ['./scripts/mutation/runner.mjs'],
  testRunnerNodeArgs: ['--no-warnings', '--import', './scripts/mutation/register.mjs'],
  coverageAnalysis: 'perTest',
  mutate: ['src/domain/scoring/**/*.ts', '!src/domain/scoring/**/*.spec.ts'],
  // What these tests do not read is not copied for each run.
  ignorePatterns: ['dist', 'bench', 'docker', 'migrations', '.data', 'demo-out', 'reports', 'test/e2e', 'src/modules'],
  concurrency: 1,
  timeoutMS: 20_000,
  // What is only ever done while modules load would need a new process each.
  ignoreStatic: true,
  tempDirName: '.stryker-tmp',
  cleanTempDir: 'always',
  reporters: ['json', 'progress-append-only'],
  jsonReporter: { fileName: 'reports/mutation.json' },
  allowConsoleColors: false,
  logLevel: 'info',
};
