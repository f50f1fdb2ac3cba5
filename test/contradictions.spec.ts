import { beforeAll, describe, expect, it } from '@jest/globals';
import { contradictionHints } from '../src/domain/credibility/contradictions.js';
import { impossibleNumbers } from '../src/domain/credibility/impossible-numbers.js';
import { questionsOf } from '../src/domain/manual/manual.js';
import { type Answers, UNKNOWN_SITE } from '../src/domain/questionnaire/answer.js';
import { checkAnswer } from '../src/domain/questionnaire/check-answer.js';
import { selectQuestions } from '../src/domain/questionnaire/select-questions.js';
import { visibleQuestions } from '../src/domain/questionnaire/visibility.js';
import { shippedContent } from '../src/platform/content/content-folders.js';
import { loadSampleAnswers } from '../src/platform/content/load-sample-answers.js';
import { readYaml } from '../src/platform/content/yaml-file.js';
import { readShipped, type Shipped } from './support/shipped.js';

interface Written {
  readonly id: string;
  readonly example: Readonly<Record<string, unknown>>;
}

let shipped: Shipped;
let written: readonly Written[];
beforeAll(async () => {
  shipped = await readShipped();
  const file = await readYaml(shippedContent.manual, 'contradictions.yaml');
  written = (file.value as { contradictions: readonly Written[] }).contradictions;
});

const answered = (values: Readonly<Record<string, unknown>>): Answers =>
  Object.fromEntries(Object.entries(values).map(([id, value]) => [id, { state: 'answered', value }]));

describe("the shipped manual's rules for answers that contradict each other", () => {
  it('each hold for the example beside them, whose answers are valid', () => {
    const questions = new Map(questionsOf(shipped.manual).map((question) => [question.id, question]));
    const silent: string[] = [];
    for (const { id, example } of written) {
      const rule = shipped.manual.contradictions.find((one) => one.id === id);
      const answers = answered(example);
      const asked = Object.keys(example).flatMap((question) => questions.get(question) ?? []);
      const faults = asked.flatMap((question) => (answers[question.id] === undefined ? [] : checkAnswer(question, answers[question.id])));
      const hints = rule === undefined ? [] : contradictionHints([rule], asked, answers, UNKNOWN_SITE);
      if (hints.length !== 1 || faults.length > 0 || asked.length !== Object.keys(example).length) silent.push(id);
    }
    expect(written.length).toBeGreaterThan(10);
    expect(silent).toEqual([]);
  });

  it('say nothing of a site of which nothing is known', () => {
    expect(contradictionHints(shipped.manual.contradictions, questionsOf(shipped.manual), {}, UNKNOWN_SITE)).toEqual([]);
  });

  it.each(['sound-documented', 'average'])('raise no hint for the shipped sample “%s”', async (id) => {
    const sample = (await loadSampleAnswers(shippedContent.sampleAnswers)).find((one) => one.id === id);
    const answers = sample?.answers ?? {};
    const asked = selectQuestions(shipped.manual, { sha256: shipped.manualSha256, depth: 'full', audience: 'supplier', returning: [] });
    const visible = visibleQuestions(asked, answers);
    const rules = shipped.manual.contradictions;
    const hints = [
      ...contradictionHints(rules, visible, answers, UNKNOWN_SITE),
      ...impossibleNumbers(rules, visible, answers, UNKNOWN_SITE),
    ];
    expect(Object.keys(answers).length).toBeGreaterThan(20);
    expect(hints.map(({ text }) => text['en'])).toEqual([]);
  });
});
