import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { explainChange } from './explain-change.js';
import { explainHelps } from './explain-helps.js';
import type { ExplainTexts } from './explain-sentences.js';
import type { ScoreInputs } from './inputs.js';
import { issueReceipt } from './receipt.js';
import { scoreSite } from './score-site.js';
import { whatHelps } from './what-helps.js';
import { whyChanged } from './why-changed.js';
import { site } from '../../../test/support/scoring/arbitraries.js';
import { controlled, cottonFarm, exposed, nothingKnown, silentOn, uncontrolled } from '../../../test/support/scoring/inputs.js';
import { testMethod } from '../../../test/support/scoring/method.js';

const texts: ExplainTexts = {
  question: (id) => ({ en: `Question ${id}?`, ru: `Вопрос ${id}?` }),
  case: (id) => ({ en: `Finding ${id}`, ru: `Замечание ${id}` }),
};
const receipt = (inputs: ScoreInputs, sha = '1') =>
  issueReceipt({
    method: { ...testMethod, sha256: sha },
    manual: { id: 'm', version: '1', sha256: 'a'.repeat(64) },
    subject: { supplier: 's', site: 't', tenant: 'u' },
    inputs,
    result: scoreSite(testMethod, inputs),
  });
const helps = (inputs: ScoreInputs, tag = 'en') => explainHelps(whatHelps(testMethod, inputs), texts, tag);

const weak: ScoreInputs = {
  ...nothingKnown,
  exposures: [silentOn('R1', 1, 'unknown'), exposed('R2', 1, 0)],
  controls: [controlled('S1', 1, 0.5), uncontrolled('S2', 2), controlled('S3', 1, 1)],
  cases: [
    { id: 'c1', severity: 'critical', zeroTolerance: true },
    { id: 'c2', severity: 'major', zeroTolerance: false },
  ],
};

describe('what would help, in words', () => {
  it('says what to show and by how much the score would fall', () => {
    const open = { ...weak, cases: weak.cases.slice(1) };
    const sentences = helps(open).lines.map(({ sentence }) => sentence);
    expect(sentences).toEqual(
      expect.arrayContaining([
        expect.stringMatching(
          /^“Question S2\?” Answer it, and show with a document that this is done in full\. The score would fall by [\d.]+\.$/,
        ),
        expect.stringMatching(/^“Question R1\?” Answer it as it is, and show it with a document\. The score would fall by up to [\d.]+, /),
        expect.stringMatching(/^Finding c2\. Put it right, and have that verified\. The score would fall by 2\.$/),
      ]),
    );
    expect(helps(open, 'ru').lines.every(({ sentence }) => /[а-я]/.test(sentence))).toBe(true);
    expect(helps(open).wayOut).toMatchObject({ kind: 'list', sentence: expect.stringContaining('Shortest way out of the band') });
  });

  it('says of zero tolerance that only people close it', () => {
    const { lines, wayOut } = helps(weak);
    expect(lines[0]?.sentence).toContain('Only people close this, with verification by a second person.');
    expect(wayOut).toMatchObject({
      kind: 'none',
      because: [{ reason: 'zero_tolerance', sentence: expect.stringContaining('only people close it') }],
    });
  });

  it.each(['en', 'ru'])('never tells anybody to deny, and leaves no gap, in %s', (tag) => {
    fc.assert(
      fc.property(site, (inputs) => {
        const { lines, wayOut } = helps(inputs, tag);
        for (const text of [wayOut.sentence, ...[...lines, ...wayOut.steps, ...wayOut.because].map(({ sentence }) => sentence)]) {
          expect(text).not.toMatch(/[{}]|undefined|null|NaN|\bno\b workers|deny|отриц/);
          expect(text).toMatch(/[.!]$/);
        }
      }),
      { seed: 1, numRuns: 200 },
    );
  });
});

describe('why a score changed, in words', () => {
  it('tells each part with what changed in it', () => {
    const after = {
      ...cottonFarm,
      residualFloors: [],
      controls: cottonFarm.controls.map((one) =>
        one.question === 'C1' ? { ...controlled('C1', 3, 1, 'documented'), source: 'assessment:2' } : one,
      ),
      cases: [],
    };
    const told = explainChange(whyChanged(receipt({ ...cottonFarm, residualFloors: [] }), receipt(after)), texts, 'en');
    expect(told.headline).toMatch(/^The risk went from 51\.18 to [\d.]+\. The band went from high to medium\.$/);
    expect(told.parts.map(({ cause, changes }) => [cause, changes.map(({ sentence }) => sentence)])).toEqual([
      ['answers', ['“Question C1?”: 50 of 100, a claim only → 100 of 100, a claim only.']],
      ['evidence', ['“Question C1?”: 100 of 100, a claim only → 100 of 100, an accepted document.']],
      ['cases', ['Closed (major): Finding case-1', 'Closed (minor): Finding case-2']],
    ]);
    expect(told.parts[0]?.sentence).toMatch(/^Answers are others\. This takes off [\d.]+\.$/);
  });

  it.each(['en', 'ru'])('leaves no gap in any sentence in %s', (tag) => {
    fc.assert(
      fc.property(site, site, fc.boolean(), (before, after, other) => {
        const told = explainChange(whyChanged(receipt(before), receipt(after, other ? '2' : '1')), texts, tag);
        const sentences = told.parts.flatMap(({ sentence, changes }) => [sentence, ...changes.map((one) => one.sentence)]);
        for (const text of [told.headline, ...sentences]) expect(text).not.toMatch(/[{}]|undefined|null|NaN|\s\s/);
      }),
      { seed: 2, numRuns: 200 },
    );
  });
});
