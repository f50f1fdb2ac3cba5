/** Answering: how long it takes to decide what a large questionnaire asks, and how fifty respondents who save at once get on. */
import { completeness } from '../dist/domain/questionnaire/completeness.js';
import { askedQuestions, selectQuestions } from '../dist/domain/questionnaire/select-questions.js';
import { visibleQuestions } from '../dist/domain/questionnaire/visibility.js';
import { addressOf } from '../dist/platform/db/databases.js';
import { EMBEDDED_DATABASE } from '../dist/processes/embedded.js';
import { bareUpdateServer } from './support/bare-update.mjs';
import { largeManual } from './support/large-manual.mjs';
import { percentile, rounded, timesOf } from './support/measure.mjs';
import { withProduct } from './support/product.mjs';
import { choicesOf, lostAnswers, respondents, saveAtOnce, summaryOf } from './support/saving.mjs';

const QUESTIONS = 250;
const RUNS = 1_000;
const RESPONDENTS = 50;
const SAVES = 20;
const ROUNDS = 3;

function evaluating() {
  const manual = largeManual(QUESTIONS);
  const questionnaire = selectQuestions(manual, { sha256: '', depth: 'full', audience: 'supplier', returning: [] });
  const answers = Object.fromEntries(
    askedQuestions(questionnaire)
      .filter((_, i) => i % 2 === 0)
      .map(({ id }, i) => [id, { state: 'answered', value: i % 3 === 0 ? 'no' : 'yes' }]),
  );
  const plainWalk = () => {
    const chapters = new Map();
    for (const { id, questions } of questionnaire.chapters)
      chapters.set(id, questions.filter((question) => answers[question.id] !== undefined).length);
    return chapters;
  };
  for (const work of [() => visibleQuestions(questionnaire, answers), () => completeness(questionnaire, answers), plainWalk])
    timesOf(RUNS, work);
  const visible = timesOf(RUNS, () => visibleQuestions(questionnaire, answers));
  const complete = timesOf(RUNS, () => completeness(questionnaire, answers));
  const walk = timesOf(RUNS, plainWalk);
  const [p50, walkP50] = [percentile(visible, 0.5), percentile(walk, 0.5)];
  return {
    questions: QUESTIONS,
    visibilityP50Ms: rounded(p50),
    visibilityP95Ms: rounded(percentile(visible, 0.95)),
    completenessP50Ms: rounded(percentile(complete, 0.5)),
    walkP50Ms: rounded(walkP50),
    ratio: rounded(p50 / walkP50),
  };
}

/** Product and yardstick take turns, so that a busy machine slows both. */
async function saving(product) {
  const people = await respondents(product, RESPONDENTS);
  const choices = await choicesOf(people[0]);
  const yardstick = await bareUpdateServer(addressOf(product.postgres.adminUrl, { database: EMBEDDED_DATABASE }), RESPONDENTS);
  try {
    await yardstick.updateAtOnce(RESPONDENTS, SAVES);
    const ours = [];
    const bare = [];
    for (let round = 0; round < ROUNDS; round++) {
      bare.push(...(await yardstick.updateAtOnce(RESPONDENTS, SAVES)));
      ours.push(
        ...(await saveAtOnce(people, choices.slice(round * SAVES, (round + 1) * SAVES), Math.min(SAVES, choices.length - round * SAVES))),
      );
    }
    const [saved, updated] = [summaryOf(ours), summaryOf(bare)];
    return {
      respondents: RESPONDENTS,
      saves: ours.length,
      lost: await lostOf(people, choices),
      ...saved,
      yardstickP50Ms: updated.p50Ms,
      yardstickP95Ms: updated.p95Ms,
      ratio: rounded(saved.p95Ms / updated.p95Ms),
    };
  } finally {
    await yardstick.close();
  }
}

async function lostOf(people, choices) {
  let lost = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const part = choices.slice(round * SAVES, (round + 1) * SAVES);
    lost += await lostAnswers(people, part, Math.min(SAVES, part.length));
  }
  return lost;
}

export async function bench(tell) {
  tell(`deciding a questionnaire of ${QUESTIONS} questions, ${RUNS} times`);
  const evaluate = evaluating();
  tell(`${RESPONDENTS} respondents saving at once`);
  return { evaluate, saving: await withProduct(saving) };
}

export const tableOf = ({ evaluate, saving: saved }) =>
  [
    `visibility of ${evaluate.questions} questions   p50 ${evaluate.visibilityP50Ms} ms, p95 ${evaluate.visibilityP95Ms} ms; with completeness p50 ${evaluate.completenessP50Ms} ms`,
    `  plain walk over them         p50 ${evaluate.walkP50Ms} ms: ratio ${evaluate.ratio}`,
    `${saved.respondents} respondents, ${saved.saves} saves   p50 ${saved.p50Ms} ms, p95 ${saved.p95Ms} ms, ${saved.lost} answers lost`,
    `  a bare UPDATE through HTTP   p50 ${saved.yardstickP50Ms} ms, p95 ${saved.yardstickP95Ms} ms: ratio ${saved.ratio}`,
  ].join('\n');
