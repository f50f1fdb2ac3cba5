import { describe, expect, it } from '@jest/globals';
import { manual, question } from '../../../test/support/manuals.js';
import type { Question } from '../manual/manual.js';
import { mayConfirmInBulk, waitingForConfirmation } from './confirm.js';
import { planCopy } from './copy.js';
import { askedQuestions, type Questionnaire, selectQuestions } from './select-questions.js';

const flagged: Partial<Question> = {
  redFlags: [
    { id: 'F1.bad', when: 'answers.F1 == "yes"', severity: 'major', zeroTolerance: false, action: 'S1-policy', text: { en: 'Bad' } },
  ],
};
const chaptersOf = (b: Partial<Question> = {}) => [
  [question('A1', b), question('F1', flagged)],
  [question('R1')],
  [question('C1', { type: 'file', options: [] })],
];
const select = (chapters: Question[][], family = 'test'): Questionnaire =>
  selectQuestions(manual(chapters, { family }), { sha256: 'x', depth: 'full', audience: 'supplier', returning: [] });
const yes = { state: 'answered', value: 'yes' } as const;

describe('confirming many at once', () => {
  it('never covers the chapters on risk and workplace, by number or by id, nor a question with a red flag', () => {
    const plain = question('Q');
    expect(mayConfirmInBulk({ id: 'strategy', number: 2 }, plain)).toBe(true);
    expect(mayConfirmInBulk({ id: 'strategy', number: 2 }, question('Q', flagged))).toBe(false);
    for (const chapter of [
      { id: 'own', number: 1 },
      { id: 'own', number: 5 },
      { id: 'risk_assessment', number: 9 },
      { id: 'workplace', number: 0 },
    ])
      expect(mayConfirmInBulk(chapter, plain)).toBe(false);
  });

  it('leaves waiting what is visible, untouched and to be looked at one by one', () => {
    const questionnaire = select(chaptersOf());
    const all = askedQuestions(questionnaire);
    const answers = ['A1', 'F1', 'R1'].map((id) => ({ question: id, origin: 'prefilled' }));
    expect(waitingForConfirmation(questionnaire, all, answers)).toEqual(['F1', 'R1']);
    expect(
      waitingForConfirmation(
        questionnaire,
        all.filter(({ id }) => id !== 'R1'),
        answers,
      ),
    ).toEqual(['F1']);
    const touched = [
      { question: 'F1', origin: 'confirmed' },
      { question: 'R1', origin: 'given' },
    ];
    expect(waitingForConfirmation(questionnaire, all, touched)).toEqual([]);
  });
});

describe('copying to another site', () => {
  const source = (questionnaire: Questionnaire) => ({
    questionnaire,
    visible: askedQuestions(questionnaire),
    answers: { A1: yes, F1: yes, R1: yes, C1: { state: 'answered', value: ['a-file'] } } as const,
  });
  const target = (questionnaire: Questionnaire, origins: readonly (readonly [string, string])[] = [], editable = true) => ({
    questionnaire,
    origins: new Map(origins),
    isEditable: () => editable,
  });
  const same = select(chaptersOf());

  it('fills in what nobody has answered there, and names what must be answered site by site', () => {
    expect(planCopy(source(same), target(same))).toEqual({ copied: ['A1'], oneByOne: ['F1', 'R1'] });
    expect(planCopy(source(same), target(same, [['A1', 'prefilled']])).copied).toEqual(['A1']);
  });

  it('never writes over what was given or confirmed there, nor into what was submitted', () => {
    expect(planCopy(source(same), target(same, [['A1', 'given']])).copied).toEqual([]);
    expect(planCopy(source(same), target(same, [['A1', 'confirmed']])).copied).toEqual([]);
    expect(planCopy(source(same), target(same, [], false))).toEqual({ copied: [], oneByOne: [] });
  });

  it('takes no answer for an answer to another question: other family, other meaning, other form', () => {
    expect(planCopy(source(same), target(select(chaptersOf(), 'another'))).copied).toEqual([]);
    expect(planCopy(source(same), target(select(chaptersOf({ meaning: 2 })))).copied).toEqual([]);
    expect(planCopy(source(same), target(select(chaptersOf({ type: 'single' })))).copied).toEqual([]);
  });

  it('copies no silence, no "we do not know" and nothing that a gate hides', () => {
    expect(planCopy({ ...source(same), answers: {} }, target(same)).copied).toEqual([]);
    expect(planCopy({ ...source(same), answers: { A1: { state: 'unknown', value: null } } }, target(same)).copied).toEqual([]);
    expect(planCopy({ ...source(same), visible: [] }, target(same)).copied).toEqual([]);
  });
});
