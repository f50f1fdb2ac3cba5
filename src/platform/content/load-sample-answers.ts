import { readdir } from 'node:fs/promises';
import { type Manual, questionsOf, type Text } from '../../domain/manual/manual.js';
import type { Answer, Answers } from '../../domain/questionnaire/answer.js';
import { checkAnswer } from '../../domain/questionnaire/check-answer.js';
import { isSafeName, shippedSources } from './content-folders.js';
import { type ContentProblem, refuseProblems } from './content-problem.js';
import { mergeProblems } from './merge-problems.js';
import { asRecord, asString, asStrings, asText } from './plain.js';
import { readSchemas } from './schemas.js';
import { readYaml, type YamlFile } from './yaml-file.js';

/** One kind of respondent for the demo. A question that is left out stays blank. */
export interface SampleAnswers {
  readonly id: string;
  readonly title: Text;
  readonly answers: Answers;
  /** Ids of the questions that it proves with a document. */
  readonly documented: readonly string[];
}

const toAnswer = (value: unknown): Answer =>
  asRecord(value)['unknown'] === true ? { state: 'unknown', value: null } : { state: 'answered', value };

const toSample = (raw: unknown): SampleAnswers => {
  const { id, title, answers, documented } = asRecord(raw);
  return {
    id: asString(id),
    title: asText(title),
    answers: Object.fromEntries(Object.entries(asRecord(answers)).map(([question, value]) => [question, toAnswer(value)])),
    documented: asStrings(documented),
  };
};

const checkAgainst = (manual: Manual, file: YamlFile, sample: SampleAnswers): ContentProblem[] => {
  const questions = new Map(questionsOf(manual).map((question) => [question.id, question]));
  const place = (path: string, code: string, message: string): ContentProblem => ({
    file: file.name,
    path,
    line: file.lineOf(path),
    code,
    message,
  });
  return [
    ...Object.entries(sample.answers).flatMap(([id, answer]) => {
      const question = questions.get(id);
      if (!question) return [place(`answers/${id}`, 'QUESTION_UNKNOWN', `The manual has no question ${id}.`)];
      return checkAnswer(question, answer).map((problem) => place(`answers/${problem.path}`, problem.code, problem.message));
    }),
    ...sample.documented.flatMap((id, i) =>
      questions.has(id) ? [] : [place(`documented/${i}`, 'QUESTION_UNKNOWN', `The manual has no question ${id}.`)],
    ),
  ];
};

/**
 * The sample answer sets in a folder, by file name. With a manual, each answer is checked against its question too.
 * Throws a `ContentError` that carries every problem.
 */
export const loadSampleAnswers = async (
  folder: string,
  manual: Manual | null = null,
  schemaFolder: string = shippedSources.schemaFolder,
): Promise<readonly SampleAnswers[]> => {
  const check = await readSchemas(schemaFolder);
  const names = (await readdir(folder)).filter(isSafeName).sort();
  const files = await Promise.all(names.map((name) => readYaml(folder, name)));
  const samples = files.map((file) => toSample(file.value));
  refuseProblems(folder, [
    ...files.flatMap(({ problems }) => problems),
    ...mergeProblems(
      files.flatMap((file) => (file.problems.length > 0 ? [] : check('sample-answers.schema.json', file))),
      manual ? files.flatMap((file, i) => checkAgainst(manual, file, samples[i] ?? toSample(null))) : [],
    ),
  ]);
  return samples;
};
