import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Indices } from '../../domain/indices/indices.js';
import { type Manual, type Question, questionsOf } from '../../domain/manual/manual.js';
import { untranslated } from '../../domain/manual/check-texts.js';
import { textsOf } from '../../domain/manual/texts.js';
import { coverageOf } from '../../domain/manual/translate.js';
import { checkSubmission } from '../../domain/questionnaire/completeness.js';
import { selectQuestions } from '../../domain/questionnaire/select-questions.js';
import { visibleQuestions } from '../../domain/questionnaire/visibility.js';
import type { ActionLibrary } from '../../domain/remediation/library.js';
import { checkFloors } from '../../domain/scoring/check-methodology.js';
import type { Methodology } from '../../domain/scoring/methodology.js';
import { checkManualFolder } from './check-manual-folder.js';
import { shippedContent } from './content-folders.js';
import { loadActionLibrary } from './load-action-library.js';
import { loadIndices } from './load-indices.js';
import { loadManual } from './load-manual.js';
import { loadMethodology } from './load-methodology.js';
import { loadSampleAnswers, type SampleAnswers } from './load-sample-answers.js';

let manual: Manual;
let library: ActionLibrary;
let indices: Indices;
let methodology: Methodology;
let samples: readonly SampleAnswers[];

beforeAll(async () => {
  manual = await loadManual(shippedContent.manual);
  library = await loadActionLibrary(shippedContent.library);
  indices = await loadIndices(shippedContent.indices);
  methodology = await loadMethodology(join(shippedContent.methodology, 'plumbline-1.yaml'));
  samples = await loadSampleAnswers(shippedContent.sampleAnswers, manual);
});

const question = (id: string): Question | undefined => questionsOf(manual).find((one) => one.id === id);

describe('the shipped manual', () => {
  it('has the seven chapters and 71 questions of the toolkit', () => {
    expect(manual.chapters.map(({ questions }) => questions.length)).toEqual([5, 14, 9, 9, 11, 15, 8]);
    expect(questionsOf(manual)).toHaveLength(71);
  });

  it('is complete in English and Russian', () => {
    expect(manual.baseLanguage).toBe('en');
    expect(untranslated(manual, 'en')).toEqual([]);
    expect(untranslated(manual, 'ru')).toEqual([]);
  });

  it.each(['tk', 'ur', 'zh', 'vi', 'bn'])('has its core set in %s, and says that nobody has reviewed it', (code) => {
    const core = new Set(
      questionsOf(manual)
        .filter(({ depth, askedOf }) => depth === 'core' && askedOf.includes('supplier'))
        .map(({ id }) => id),
    );
    const missing = textsOf(manual)
      .filter(({ place }) => place === 'title' || core.has(place.split('/')[1] ?? ''))
      .filter(({ place, text }) => !place.endsWith('/workerText') && text[code] === undefined);
    expect(missing.map(({ place }) => place)).toEqual([]);
    const language = manual.languages.find((one) => one.code === code);
    expect(language).toMatchObject({ dir: code === 'ur' ? 'rtl' : 'ltr', reviewed: false });
    expect(coverageOf(manual, language ?? { code, dir: 'ltr', reviewed: true, unreviewed: [] }).unreviewed).toBeGreaterThan(200);
  });

  it('asks a supplier about 25 questions at core, about 50 at extended, and more at full depth', async () => {
    const { manual: counts } = await checkManualFolder(shippedContent.manual);
    const { core, extended, full } = counts?.supplierQuestions ?? { core: 0, extended: 0, full: 0 };
    expect(core).toBeGreaterThanOrEqual(20);
    expect(core).toBeLessThanOrEqual(30);
    expect(extended).toBeGreaterThanOrEqual(40);
    expect(extended).toBeLessThanOrEqual(55);
    expect(full).toBeGreaterThan(extended);
  });

  it('names only actions of the library, and the library has none that nothing names', () => {
    const named = questionsOf(manual).flatMap(({ redFlags, failed }) => [
      ...redFlags.map(({ action }) => action),
      ...(failed ? [failed.action] : []),
    ]);
    const known = library.actions.map(({ id }) => id);
    expect(named.filter((id) => !known.includes(id))).toEqual([]);
    // What begins with "general-" answers questionnaires that come from elsewhere, with "signal-" what others say of a site.
    expect(known.filter((id) => !named.includes(id) && !/^(general|signal)-/.test(id))).toEqual([]);
  });

  it("leaves the buyer's questions to the buyer and never counts them as a supplier's controls", () => {
    for (const id of ['R8', 'R13', 'C6', 'K1', 'K9']) {
      expect(question(id)).toMatchObject({ askedOf: ['buyer'], counts: 'practice' });
    }
  });

  it('opens zero tolerance for held documents, restricted movement, violence and bonded debt', () => {
    const zeroTolerance = questionsOf(manual).flatMap(({ id, redFlags }) => (redFlags.some((flag) => flag.zeroTolerance) ? [id] : []));
    expect(zeroTolerance).toEqual(expect.arrayContaining(['W4', 'W5', 'W6', 'W10']));
  });

  it('has one hash, whoever reads it', async () => {
    const [first, second] = await Promise.all([checkManualFolder(shippedContent.manual), checkManualFolder(shippedContent.manual)]);
    expect(first.manual?.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(second).toEqual(first);
  });
});

describe('the shipped action library', () => {
  it('is complete in Russian too', () => {
    const lacking = library.actions.filter(({ title, contain, correct, prevent, proof }) =>
      [title, ...contain, ...correct, ...prevent, ...proof].some((text) => !text['ru']?.trim()),
    );
    expect(lacking.map(({ id }) => id)).toEqual([]);
  });
});

describe('the shipped indices and methodology', () => {
  it('give every ISIC division a value with its reason', () => {
    expect(indices.sectors.sectors).toHaveLength(88);
    expect(indices.sectors.sectors.every(({ reason }) => (reason['en'] ?? '') !== '' && (reason['ru'] ?? '') !== '')).toBe(true);
  });

  it('know the countries of the worked example', () => {
    expect(indices.governance.entries['TKM']).toBeCloseTo(77.33, 2);
    expect(indices.countries.countries.some(({ iso3 }) => iso3 === 'TKM')).toBe(true);
    expect(indices.goods.goods.find(({ id }) => id === 'cotton')?.entries.find(({ iso3 }) => iso3 === 'TKM')?.listings).toContain(
      'forced_labour',
    );
  });

  it('has floors that read the shipped manual, with the right types', () => {
    expect(checkFloors(methodology, manual)).toEqual([]);
    expect(methodology.sha256).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('the sample answers', () => {
  const site = { country: 'LTU', sector: '41', workers: 40, goods: [] };
  const full = () => selectQuestions(manual, { sha256: '', depth: 'full', audience: 'supplier', returning: [] });

  it('hold at least six kinds of respondent, each valid for the manual', () => {
    expect(samples.length).toBeGreaterThanOrEqual(6);
  });

  it('let a sound and documented site submit its full questionnaire', () => {
    const sound = samples.find(({ id }) => id === 'sound-documented');
    const missing = checkSubmission(full(), sound?.answers ?? {}, site);
    expect(missing.filter(({ code }) => code !== 'ANSWER_MISSING')).toEqual([]);
    expect(missing.map(({ path }) => path)).toEqual([]);
  });

  it('hide the housing question from a site that houses nobody', () => {
    const sound = samples.find(({ id }) => id === 'sound-documented');
    const ids = visibleQuestions(full(), sound?.answers ?? {}, site).map(({ id }) => id);
    expect(ids).not.toContain('W8');
    expect(ids).toContain('C1');
  });
});
