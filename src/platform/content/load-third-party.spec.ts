import { cp, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { type Manual, questionsOf } from '../../domain/manual/manual.js';
import { shippedContent } from './content-folders.js';
import { ContentError } from './content-problem.js';
import { loadManual } from './load-manual.js';
import { loadThirdParty } from './load-third-party.js';

let manual: Manual;
beforeAll(async () => {
  manual = await loadManual(shippedContent.manual);
});

/** What is said of the shipped schemes once a text in them is replaced. */
async function refusal(text: string, replacement: string): Promise<readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'schemes-'));
  await cp(shippedContent.thirdParty, folder, { recursive: true });
  const before = await readFile(join(folder, 'schemes.yaml'), 'utf8');
  expect(before).toContain(text);
  await writeFile(join(folder, 'schemes.yaml'), before.replace(text, replacement));
  const error = await loadThirdParty(folder, manual).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ContentError);
  return (error as ContentError).contentProblems.map(({ path, code }) => `${path.split('/').slice(2).join('/')} ${code}`);
}

describe('the shipped schemes', () => {
  it('are the six that suppliers are asked for most, each with its source, the day it was checked and its scale in both languages', async () => {
    const { schemes } = await loadThirdParty(shippedContent.thirdParty, manual);
    expect(schemes.map(({ id }) => id)).toEqual(['smeta', 'amfori_bsci', 'rba_vap', 'slcp', 'ecovadis', 'sa8000']);
    for (const { source, checkedOn, covers, outcomes } of schemes) {
      expect([source === '', checkedOn]).toEqual([false, expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/)]);
      for (const text of [covers, ...outcomes.map((outcome) => outcome.text)]) expect(Object.keys(text)).toEqual(['en', 'ru']);
    }
  });

  it('take nothing for proved that workers may be afraid to say, and no desk rating for a look at the workplace', async () => {
    const { schemes } = await loadThirdParty(shippedContent.thirdParty, manual);
    const questions = new Map(questionsOf(manual).map((question) => [question.id, question]));
    for (const { id, onSite, answers } of schemes) {
      for (const { question, evidence } of answers) {
        const asked = questions.get(question);
        expect(`${id} ${question} ${evidence}`).not.toMatch(/verified$/);
        if (asked?.redFlags.some(({ zeroTolerance }) => zeroTolerance) === true) expect(`${id} ${question} ${evidence}`).toMatch(/declared$/);
        if (!onSite) expect(`${id} ${question} ${asked?.method ?? ''}`).toMatch(/management$/);
      }
    }
  });
});

describe('a scheme', () => {
  it.each([
    ['question: W2, evidence: documented', 'question: W99, evidence: documented', 'answers/1/question QUESTION_UNKNOWN'],
    ['question: W2, evidence: documented', 'question: R3, evidence: documented', 'answers/1/question NOT_A_CONTROL'],
    ['question: W2, evidence: documented', 'question: W2, meaning: 2, evidence: documented', 'answers/1/meaning MEANING_OTHER'],
    ['question: W2, evidence: documented', 'question: W2, evidence: verified', 'answers/1/evidence EVIDENCE_TOO_HIGH'],
    ['question: W5, evidence: declared', 'question: W5, evidence: documented', 'answers/5/evidence EVIDENCE_TOO_HIGH'],
    ['{ none_found: agree,', '{ none_found: agreed,', 'answers/1/values/none_found ANSWER_OPTION'],
    ['{ none_found: agree,', '{ critical_open: agree,', 'answers/1/values/critical_open OUTCOME_SILENT'],
    ['{ none_found: agree,', '{ perfect: agree,', 'answers/1/values/perfect OUTCOME_UNKNOWN'],
    ['question: S3, evidence: declared', 'question: W8, evidence: declared', 'answers/1/question NOT_SEEN'],
    ['question: W7, evidence: documented', 'question: W2, evidence: documented', 'answers/2 DUPLICATE_ID'],
  ])('with %s changed to %s is refused', async (text, replacement, problem) => {
    expect(await refusal(text, replacement)).toContain(problem);
  });
});
