/**
 * A test runner for Stryker that keeps everything loaded: the changes are all in the code at once, and one is switched on at a time. Under Jest,
 * which loads all modules anew for each, the same takes hours.
 */
import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import { declareClassPlugin, PluginKind } from '@stryker-mutator/api/plugin';
import { determineHitLimitReached, DryRunStatus, TestStatus, toMutantRunResult } from '@stryker-mutator/api/test-runner';
import { load, run } from './jest-globals.mjs';

/** What is exact and quick first: it notices most changes. */
const FOLDERS = ['src/domain/scoring', 'test', 'test/golden', 'test/scoring'];
const FILES_OF_TEST = /^(site-score|depth-of-site)\.spec\.ts$/;

const filesIn = (folder) =>
  readdirSync(folder)
    .filter((name) => (folder === 'test' ? FILES_OF_TEST : /\.spec\.ts$/).test(name))
    .sort()
    .map((name) => pathToFileURL(resolve(folder, name)).href);

class InProcessRunner {
  tests = [];

  capabilities() {
    return { reloadEnvironment: false };
  }

  async init() {
    for (const file of FOLDERS.flatMap(filesIn)) this.tests.push(...(await load(file)));
  }

  async dryRun({ coverageAnalysis }) {
    return this.#run(this.tests, { bail: false, coverage: coverageAnalysis === 'perTest' });
  }

  async mutantRun({ activeMutant, testFilter, hitLimit }) {
    const stryker = (globalThis.__stryker__ ??= {});
    const wanted = testFilter === undefined ? this.tests : this.tests.filter(({ id }) => testFilter.includes(id));
    stryker.hitLimit = hitLimit;
    stryker.hitCount = hitLimit === undefined ? undefined : 0;
    stryker.activeMutant = activeMutant.id;
    try {
      return toMutantRunResult(await this.#run(wanted, { bail: true, coverage: false }));
    } finally {
      stryker.activeMutant = undefined;
    }
  }

  async #run(tests, { bail, coverage }) {
    const stryker = (globalThis.__stryker__ ??= {});
    const prepared = new Set();
    const done = [];
    for (const test of tests) {
      if (coverage) stryker.currentTestId = test.id;
      const result = await resultOf(test, prepared);
      stryker.currentTestId = undefined;
      done.push(result);
      const reached = determineHitLimitReached(stryker.hitCount, stryker.hitLimit);
      if (reached !== undefined) return reached;
      if (bail && result.status === TestStatus.Failed) break;
    }
    return { status: DryRunStatus.Complete, tests: done, mutantCoverage: coverage ? stryker.mutantCoverage : undefined };
  }
}

const resultOf = async (test, prepared) => {
  const start = performance.now();
  const common = () => ({ id: test.id, name: test.id, timeSpentMs: performance.now() - start });
  try {
    await run(test, prepared);
    return { ...common(), status: TestStatus.Success };
  } catch (error) {
    return { ...common(), status: TestStatus.Failed, failureMessage: String(error?.message ?? error).slice(0, 300) };
  }
};

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'in-process', InProcessRunner)];
