import { describe, expect, it } from '@jest/globals';
import { control, manual, option, question } from '../../../test/support/manuals.js';
import type { Answer, Answers } from './answer.js';
import { checkSubmission, completeness } from './completeness.js';
import { depthOf } from './depth.js';
import { askedQuestions, type Questionnaire, selectQuestions } from './select-questions.js';
import { conditionHolds, visibleQuestions } from './visibility.js';

const answered = (value: unknown): Answer => ({ state: 'answered', value });
const UNKNOWN: Answer = { state: 'unknown', value: null };
const site = { country: 'LTU', sector: '01', workers: 40, goods: ['cotton'] };

const asked = (questions: Parameters<typeof manual>[0], choice: Partial<Parameters<typeof selectQuestions>[1]> = {}): Questionnaire =>
  selectQuestions(manual(questions), { sha256: 'abc', depth: 'core', audience: 'supplier', returning: [], ...choice });

const visibleIds = (questionnaire: Questionnaire, answers: Answers, facts = site): string[] =>
  visibleQuestions(questionnaire, answers, facts).map(({ id }) => id);

describe('selecting the questions of an assessment', () => {
  const chapters = [
    [question('R1'), question('R2', { depth: 'extended' }), question('R8', { askedOf: ['buyer'], counts: 'practice' })],
    [control('S1', { depth: 'full' }), control('S2', { depth: 'full' })],
  ];
  const ids = (questionnaire: Questionnaire): string[] => askedQuestions(questionnaire).map(({ id }) => id);

  it('asks more the riskier the site is', () => {
    expect(ids(asked(chapters))).toEqual(['R1']);
    expect(ids(asked(chapters, { depth: 'extended' }))).toEqual(['R1', 'R2']);
    expect(ids(asked(chapters, { depth: 'full' }))).toEqual(['R1', 'R2', 'S1', 'S2']);
    expect([depthOf('low'), depthOf('medium'), depthOf('high'), depthOf('critical')]).toEqual(['core', 'extended', 'full', 'full']);
  });

  it("never asks a supplier the buyer's questions, nor the other way round", () => {
    expect(ids(asked(chapters, { audience: 'buyer', depth: 'full' }))).toEqual(['R8']);
  });

  it('brings back a question that was failed once, at any depth, but not one for somebody else', () => {
    const questionnaire = asked(chapters, { returning: ['S1', 'R8', 'gone'] });
    expect(ids(questionnaire)).toEqual(['R1', 'S1']);
    expect(questionnaire.returning).toEqual(['S1']);
  });

  it('freezes the version and hash of the manual and leaves out empty chapters', () => {
    const questionnaire = asked(chapters);
    expect(questionnaire.manual).toEqual({ id: 'test', version: '1.0.0', sha256: 'abc', family: 'test' });
    expect(questionnaire.chapters.map(({ id }) => id)).toEqual(['chapter_0']);
  });
});

describe('which questions are visible', () => {
  const gate = question('R3');
  const gated = question('C4', { visible: "answers.R3 == 'yes'" });
  const questionnaire = asked([[gate, gated]]);

  it('asks a question whose gate is blank or unknown: silence hides nothing', () => {
    expect(visibleIds(questionnaire, {})).toEqual(['R3', 'C4']);
    expect(visibleIds(questionnaire, { R3: UNKNOWN })).toEqual(['R3', 'C4']);
    expect(visibleIds(questionnaire, { R3: answered('yes') })).toEqual(['R3', 'C4']);
  });

  it('hides it when its gate says so', () => {
    expect(visibleIds(questionnaire, { R3: answered('no') })).toEqual(['R3']);
  });

  it('asks a question whose gate is not asked at this depth', () => {
    expect(visibleIds(asked([[question('R3', { depth: 'full' }), gated]]), {})).toEqual(['C4']);
  });

  it('leaves the answers to hidden questions out, though they are kept', () => {
    const chain = asked([[gate, gated, question('C5', { visible: "answers.C4 == 'yes'" })]]);
    expect(visibleIds(chain, { R3: answered('yes'), C4: answered('no') })).toEqual(['R3', 'C4']);
    expect(visibleIds(chain, { R3: answered('no'), C4: answered('no') })).toEqual(['R3', 'C5']);
  });

  it('works in any order of questions', () => {
    expect(visibleIds(asked([[gated, gate]]), { R3: answered('no') })).toEqual(['R3']);
  });

  it('asks when the site is not known, and decides when it is', () => {
    const bySite = asked([[question('R9', { visible: "site.country == 'TKM' || 'cotton' in site.goods" })]]);
    expect(visibleIds(bySite, {}, { ...site, goods: ['tea'] })).toEqual([]);
    expect(visibleIds(bySite, {}, { ...site, country: null as unknown as string, goods: ['tea'] })).toEqual(['R9']);
    expect(visibleIds(bySite, {})).toEqual(['R9']);
  });

  it('finds a red flag undetermined while the answer is missing, and decided when it is there', () => {
    const visible = visibleQuestions(questionnaire, {}, site);
    expect(conditionHolds("answers.R3 == 'yes'", visible, {}, site)).toBe('undetermined');
    expect(conditionHolds("answers.R3 == 'yes'", visible, { R3: answered('yes') }, site)).toBe('true');
    expect(conditionHolds("answers.R3 == 'yes'", visible, { R3: answered('no') }, site)).toBe('false');
  });
});

describe('completeness', () => {
  const questionnaire = asked([
    [question('P1', { type: 'text', counts: 'fact', weight: 0, options: [] }), question('R3')],
    [
      control('C2', { type: 'file', options: [], answeredValue: 1 }),
      control('C4', { visible: "answers.R3 == 'yes'", type: 'single', options: [option('a', 1), option('b', 0)] }),
    ],
  ]);

  it('counts per chapter and in total; files may follow later', () => {
    expect(completeness(questionnaire, { P1: answered('A firm') }, site)).toEqual({
      chapters: [
        { chapter: 'chapter_0', answered: 1, visible: 2, required: 2, missing: ['R3'] },
        { chapter: 'chapter_1', answered: 0, visible: 2, required: 1, missing: ['C4'] },
      ],
      total: { answered: 1, visible: 4, required: 3, missing: ['R3', 'C4'] },
    });
  });

  it('does not ask for what a gate has hidden, and takes "we do not know" for an answer', () => {
    expect(checkSubmission(questionnaire, { P1: UNKNOWN, R3: answered('no') }, site)).toEqual([]);
  });

  it('names every question that is missing or not valid', () => {
    const problems = checkSubmission(questionnaire, { R3: answered('yes'), C4: answered('zzz') }, site);
    expect(problems.map(({ path, code }) => `${path} ${code}`)).toEqual(['P1 ANSWER_MISSING', 'C4 ANSWER_OPTION']);
  });
});
