import { describe, expect, it } from '@jest/globals';
import { explain } from './explain.js';
import type { ExplainTexts } from './explain-sentences.js';
import type { ScoreInputs } from './inputs.js';
import { issueReceipt } from './receipt.js';
import { scoreSite } from './score-site.js';
import { cottonFarm, exposed, nothingKnown, silentOn, uncontrolled } from '../../../test/support/scoring/inputs.js';
import { testMethod } from '../../../test/support/scoring/method.js';

const texts: ExplainTexts = {
  question: (id) => ({ en: `Question ${id}?`, ru: `Вопрос ${id}?`, ar: `سؤال ${id}` }),
  good: () => ({ en: 'Cotton', ru: 'Хлопок' }),
  case: (id) => ({ en: `What ${id} found.` }),
};

const explained = (inputs: ScoreInputs, tag = 'en') =>
  explain(
    issueReceipt({
      method: testMethod,
      manual: { id: 'm', version: '1', sha256: 'a'.repeat(64) },
      subject: { supplier: 's', site: 't', tenant: 'u' },
      inputs,
      result: scoreSite(testMethod, inputs),
    }),
    texts,
    tag,
  );

/** Sites in which, together, every factor and every way of answering has something to say. */
const bounded: ScoreInputs = {
  ...nothingKnown,
  exposures: [silentOn('R6', 1, 'unanswered', false), exposed('R7', 1, 0, 'verified')],
  controls: [uncontrolled('S1', 1), uncontrolled('S2', 1, 'unknown')],
  floors: [{ id: 'agencies', value: 50, truth: 'presumed' }],
  cases: [{ id: 'c0', severity: 'minor', zeroTolerance: true }],
  inherited: { point: 60, best: 0, worst: 90 },
  residualFloors: [{ id: 'state_imposed', value: 70 }],
};
const crowded: ScoreInputs = {
  ...cottonFarm,
  goods: { ...cottonFarm.goods, unmatched: 1, items: [] },
  cases: [1, 2, 3].flatMap((n) => [
    { id: `critical-${n}`, severity: 'critical', zeroTolerance: false },
    ...[1, 2, 3, 4].map((m) => ({ id: `major-${n}-${m}`, severity: 'major' as const, zeroTolerance: false })),
  ]),
  signals: [
    { id: 's1', kind: 'audit', points: -30, agesFrom: '2026-11-01' },
    { id: 's2', kind: 'media', points: 9, agesFrom: null },
  ],
};
const services: ScoreInputs = { ...nothingKnown, goods: { mode: 'services', unmatched: 0, items: [] } };
const harmless: ScoreInputs = {
  ...nothingKnown,
  goods: { mode: 'declared', unmatched: 0, items: [{ good: 'none_of_these', iso3: 'XXX', value: 0, edition: '2024' }] },
};

describe('an explanation', () => {
  it('never shows the number without its range, band, confidence, editions, caveat and that it is not final', () => {
    const { headline, caveat, notFinal, editionsSentence, editions } = explained(cottonFarm);
    expect(headline).toBe('Risk 51.18 of 100, between 50 and 59.63 on what is known; band: high; confidence 56.38 of 100.');
    expect(caveat).toContain('neither is proof about a supplier');
    expect(notFinal).toContain('not final');
    expect(editionsSentence).toBe(
      'Indices used: governance 2022; response to trafficking 2025; response to child labour 2024; sectors 1; goods 2024.',
    );
    expect(editions).toHaveLength(5);
  });

  it('gives every contribution its points, edition, rule and a sentence', () => {
    const { lines } = explained(cottonFarm);
    expect(lines.slice(0, 7).map(({ points, edition, rule, sentence }) => [points, edition, rule, sentence])).toEqual([
      [
        26.68,
        '2022, 2025, 2024',
        '2 C',
        'Country TKM: governance 77.33, response to trafficking 75, response to child labour not known. Together 76.24 of 100.',
      ],
      [16, '1', '2 S', 'Sector 01: rated 80 of 100 for this kind of work, whoever does it.'],
      [15, '2024', '2 G', 'Cotton: the gravest of the goods named, rated 100 of 100.'],
      [6.67, null, '2 W', '“Question R1?” The answer shows an exposure of 100 of 100. Proof: a claim only.'],
      [
        2.67,
        null,
        '2 W',
        '“Question R2?” The answer shows an exposure of 0 of 100. Proof: a claim only. Without full proof it counts as 40; proof would lower this.',
      ],
      [10, null, '2 W', '“Question R3?” Not answered in time, which counts as 100 of 100.'],
      [5.33, null, '2 W', '“Question R5?” The answer is “we do not know”, which counts as 80 of 100.'],
    ]);
    expect(lines.map(({ sentence }) => sentence)).toContain(
      '“Question C1?” The answer scores 50 of 100. Proof: a claim only. It counts as 25.',
    );
  });

  it('says of each signal what kind of news it is, and of a good what its list remarks', () => {
    const signal = (id: string, kind: string, points: number) => ({ id, kind, points, agesFrom: null });
    const signals = [
      signal('1', 'audit', 6),
      signal('2', 'worker_survey', 8),
      signal('3', 'worker_survey', -4),
      signal('4', 'report', 6),
      signal('5', 'adverse_media', 3),
      signal('6', 'buyer_practices', 2),
      signal('7', 'constructor', 2),
    ];
    const noted: ExplainTexts = {
      ...texts,
      goodNote: (good, iso3) => (good === 'cotton' && iso3 === 'TKM' ? { en: 'The 2024 edition leaves it out.' } : null),
    };
    const { lines } = explain(
      issueReceipt({
        method: testMethod,
        manual: { id: 'm', version: '1', sha256: 'a'.repeat(64) },
        subject: { supplier: 's', site: 't', tenant: 'u' },
        inputs: { ...cottonFarm, signals },
        result: scoreSite(testMethod, { ...cottonFarm, signals }),
      }),
      noted,
      'en',
    );
    expect(lines.filter(({ factor }) => factor === 'signal').map(({ sentence }) => sentence.split('.')[0])).toEqual([
      'An audit on site found major non-conformities',
      'Workers contradicted in a survey what was answered',
      'Workers confirmed in a survey what was answered',
      'A substantiated report speaks against this site',
      'Reports in the media speak against this site',
      'The way the buyer itself orders, prices and pays adds to the risk here',
      'A dated report speaks against this site',
    ]);
    expect(lines.find(({ factor }) => factor === 'goods')?.sentence).toBe(
      'Cotton: the gravest of the goods named, rated 100 of 100. Cotton, TKM: The 2024 edition leaves it out.',
    );
  });

  it.each(['en', 'ru'])('leaves no gap in any sentence in %s', (tag) => {
    const factors = new Set<string>();
    for (const inputs of [nothingKnown, cottonFarm, bounded, crowded, services, harmless]) {
      for (const { factor, sentence } of explained(inputs, tag).lines) {
        factors.add(factor);
        expect(sentence).not.toMatch(/[{}]|undefined|null|NaN/);
        expect(sentence).toMatch(/[.!]$/);
      }
    }
    expect(factors.size).toBe(15);
  });

  it('writes Russian with its own figures, and falls back for languages it does not have', () => {
    const russian = explained(cottonFarm, 'ru-KZ');
    expect(russian.headline).toContain('Риск 51,18 из 100');
    expect(russian.lines[3]?.sentence).toContain('«Вопрос R1?»');
    const arabic = explained(cottonFarm, 'ar');
    expect(arabic.language).toBe('en');
    expect(arabic.lines[3]?.sentence).toContain('سؤال R1');
    expect(explained(cottonFarm, 'constructor').lines[3]?.sentence).toContain('Question R1?');
  });

  it('says that it is not final in the same words whether something is open or not', () => {
    expect(explained(bounded).notFinal).toBe(explained(nothingKnown).notFinal);
  });

  it('tells of a say-do gap as of any answer, never that somebody spoke', () => {
    const honest = explained({ ...cottonFarm, exposures: [exposed('R1', 1, 1)] });
    const gap = explained({ ...cottonFarm, exposures: [{ ...exposed('R1', 1, 1), replaced: { value: 0, source: 'assessment:1' } }] });
    expect(gap.lines).toEqual(honest.lines);
  });
});
