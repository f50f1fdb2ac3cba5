import { describe, expect, it } from '@jest/globals';
import { control, headcount, manual, option, question, YES_NO } from '../../../test/support/manuals.js';
import { checkManual } from './check-manual.js';
import type { Manual, Question, RedFlag } from './manual.js';

const ACTIONS = [
  { id: 'S1-policy', severity: 'minor' as const },
  { id: 'W5-return', severity: 'critical' as const },
];

const redFlag = (differences: Partial<RedFlag> = {}): RedFlag => ({
  id: 'R1.held',
  when: "answers.R1 == 'yes'",
  severity: 'critical',
  zeroTolerance: true,
  action: 'W5-return',
  text: { en: 'Documents are held' },
  ...differences,
});

const found = (it: Manual): string[] => checkManual(it, ACTIONS).map(({ path, code }) => `${path} ${code}`);

/** Problems of a manual whose only question is R1 with these differences; paths without the chapter. */
const of = (differences: Partial<Question>): string[] =>
  found(manual([[question('R1', differences)]])).map((line) => line.replace('chapters/0/questions/0/', ''));

describe('checking a manual', () => {
  it('finds nothing wrong with a sound one', () => {
    const questions = [
      headcount('P3', ['total', 'migrant']),
      question('R1', { redFlags: [redFlag()] }),
      question('R2', { visible: "answers.R1 == 'yes' && answers.P3.total > 10.0" }),
      control('S1', { visible: "answers.R2 == 'yes'" }),
    ];
    expect(checkManual(manual([questions]), ACTIONS)).toEqual([]);
  });

  it('reports every problem at once, each at its place', () => {
    const bad = manual([
      [question('R1', { weight: -1, visible: "answers.R9 == 'yes'" })],
      [control('S1', { failed: null, text: { en: ' ' } }), question('R1')],
    ]);
    expect(found(bad)).toEqual([
      'chapters/1/questions/0/text TEXT_MISSING',
      'chapters/1/questions/1/id DUPLICATE_ID',
      'chapters/0/questions/0/weight WEIGHT_NEGATIVE',
      'chapters/1/questions/0/failed FAILED_MISSING',
      'chapters/0/questions/0/visible CONDITION_UNKNOWN_QUESTION',
    ]);
  });

  it.each<[string, Partial<Question>]>([
    ['weight WEIGHT_NEGATIVE', { weight: -2 }],
    ['weight WEIGHT_MISSING', { weight: 0 }],
    ['weight WEIGHT_OF_FACT', { counts: 'fact', weight: 1, options: [option('yes', null), option('no', null)] }],
    ['options/1/value OPTION_WITHOUT_VALUE', { options: [option('yes', 1), option('no', null)] }],
    ['options/0/value OPTION_VALUE', { options: [option('yes', 1.5), option('no', 0)] }],
    ['options YES_NO_OPTIONS', { options: [option('true', 1), option('false', 0)] }],
    ['options OPTIONS_MISSING', { type: 'single', options: [] }],
    ['options/1/id DUPLICATE_ID', { type: 'single', options: [option('a', 1), option('a', 0)] }],
    ['options OPTIONS_NOT_ALLOWED', { type: 'percent', steps: [{ from: 0, value: 0 }] }],
    ['options/1/exclusive OPTION_EXCLUSIVE', { type: 'single', options: [option('a', 1), option('b', 0, true)] }],
    ['steps STEPS_MISSING', { type: 'number', options: [] }],
    ['steps STEPS_NOT_ALLOWED', { steps: [{ from: 0, value: 1 }] }],
    ['steps/0/from STEPS_START', { type: 'number', options: [], steps: [{ from: 5, value: 0 }] }],
    ['steps/2/from STEPS_ORDER', { type: 'number', options: [], steps: [0, 10, 10].map((from) => ({ from, value: 0 })) }],
    ['parts PARTS_NOT_ALLOWED', { parts: [{ id: 'total', text: { en: 'Total' } }] }],
    ['answeredValue ANSWERED_VALUE', { type: 'date', options: [] }],
    ['failed FAILED_MISSING', { counts: 'control' }],
    ['failed FAILED_NOT_ALLOWED', { failed: { severity: 'minor', action: 'S1-policy', below: 0.5, text: { en: 'x' } } }],
    [
      'counts BUYER_CONTROL',
      { askedOf: ['buyer'], counts: 'control', failed: { severity: 'minor', action: 'S1-policy', below: 0.5, text: { en: 'x' } } },
    ],
    ['workerText WORKER_TEXT', { askedOf: ['supplier', 'worker'] }],
    ['askedOf ASKED_OF_NOBODY', { askedOf: [] }],
    ['ilo/1 ILO_INDICATOR', { ilo: [3, 12] }],
    ['oecd OECD_STEP', { oecd: 7 }],
    ['help/ru TEXT_LANGUAGE', { help: { en: 'Help', ru: 'Помощь' } }],
    ['why TEXT_MISSING', { why: { en: '' } }],
    ['options/0/text TEXT_MISSING', { options: [{ id: 'yes', text: {}, value: 1, exclusive: false }, option('no', 0)] }],
    ['visible CONDITION_TYPE', { visible: "site.workers > 'many'" }],
    ['visible CONDITION_FUNCTION', { visible: "site.country.matches('(T+)+')" }],
    ['visible CONDITION_UNKNOWN_QUESTION', { visible: 'has(answers.R77)' }],
    ['visible CONDITION_CYCLE', { visible: "answers.R1 == 'yes'" }],
    ['redFlags/0/when CONDITION_UNKNOWN_OPTION', { redFlags: [redFlag({ when: "answers.R1 == 'nonsense'" })] }],
    ['redFlags/0/when CONDITION_UNKNOWN_OPTION', { redFlags: [redFlag({ when: "answers.R1 in ['yes', 'nonsense']" })] }],
    ['redFlags/0/action ACTION_UNKNOWN', { redFlags: [redFlag({ action: 'R1-nothing' })] }],
    ['redFlags/0/action ACTION_SEVERITY', { redFlags: [redFlag({ severity: 'major' })] }],
    ['redFlags/0/id RED_FLAG_ID', { redFlags: [redFlag({ id: 'R2.held' })] }],
    ['redFlags/1/id DUPLICATE_ID', { redFlags: [redFlag(), redFlag()] }],
    ['evidence/0/maxAgeMonths EVIDENCE_AGE', { evidence: [{ id: 'copy', text: { en: 'Copy' }, maxAgeMonths: 0 }] }],
  ])('finds %s', (problem, differences) => {
    expect(of(differences)).toContain(problem);
  });

  it('names the whole circle of conditions, once', () => {
    const circle = manual([
      [
        question('R1', { visible: "answers.R3 == 'yes'" }),
        question('R2', { visible: "answers.R1 == 'yes'" }),
        question('R3', { visible: "answers.R2 == 'yes' || answers.R4 == 'yes'" }),
        question('R4'),
        question('R5', { visible: "answers.R3 == 'yes'" }),
      ],
    ]);
    const problems = checkManual(circle, ACTIONS);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ path: 'chapters/0/questions/0/visible', message: expect.stringContaining('R1 -> R3 -> R2 -> R1') });
  });

  it('refuses to read a text answer in a condition, because people write what they like', () => {
    const text = question('P1', { type: 'text', counts: 'fact', weight: 0, options: [] });
    expect(found(manual([[text, question('R1', { visible: "answers.P1 == 'x'" })]]))).toEqual([
      'chapters/0/questions/1/visible CONDITION_UNKNOWN_QUESTION',
    ]);
  });

  it('asks for chapters in ascending order and known once', () => {
    const [first, second] = manual([[question('R1')], [question('R2')]]).chapters;
    const chapters =
      first && second
        ? [
            { ...second, id: 'same' },
            { ...first, id: 'same' },
          ]
        : [];
    expect(found(manual([], { chapters }))).toEqual(['chapters/1/number CHAPTER_NUMBER', 'chapters/1/id DUPLICATE_ID']);
  });

  it('asks for a base language that is declared, once', () => {
    expect(
      found(
        manual([[]], {
          languages: [
            { code: 'ru', dir: 'ltr', reviewed: true, unreviewed: [] },
            { code: 'ru', dir: 'ltr', reviewed: true, unreviewed: [] },
          ],
        }),
      ),
    ).toEqual(expect.arrayContaining(['baseLanguage BASE_LANGUAGE', 'languages/1/code DUPLICATE_ID', 'title/en TEXT_LANGUAGE']));
  });

  it('takes an action as grave as the gravest finding that names it', () => {
    const milder = redFlag({ id: 'R1.other', severity: 'minor' });
    expect(of({ redFlags: [milder, redFlag()], options: YES_NO })).toEqual([]);
  });
});
