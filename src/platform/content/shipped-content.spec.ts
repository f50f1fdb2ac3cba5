import { expect, it } from '@jest/globals';
import { shippedContent } from './content-folders.js';
import { readManual } from './load-manual.js';
import { loadSampleAnswers } from './load-sample-answers.js';
import { problemLine } from './content-problem.js';
it('x', async () => {
  const r = await readManual(shippedContent.manual);
  console.log(r.files, r.problems.length, r.problems.slice(0, 60).map(problemLine).join('\n'));
  try { await loadSampleAnswers(shippedContent.sampleAnswers, r.manual); } catch (e) { console.log((e as Error).message.slice(0,3000)); }
  expect(1).toBe(1);
});
