import type { Problem } from '../shared/domain-error.js';
import type { Question } from './manual.js';

type Report = (field: string, code: string, message: string) => void;

const isShare = (value: number): boolean => value >= 0 && value <= 1;

const isChoice = (question: Question): boolean => ['yes_no', 'single', 'multiple'].includes(question.type);
const isNumeric = (question: Question): boolean => question.type === 'number' || question.type === 'percent';

const checkWeight = (question: Question, report: Report): void => {
  if (question.weight < 0 || !Number.isFinite(question.weight)) {
    report('weight', 'WEIGHT_NEGATIVE', `The weight ${question.weight} is below 0.`);
  } else if (question.counts === 'fact') {
    if (question.weight > 0) report('weight', 'WEIGHT_OF_FACT', 'A fact is not scored: leave its weight out.');
  } else if (question.weight === 0) {
    report('weight', 'WEIGHT_MISSING', 'A scored question needs a weight above 0.');
  }
};

const checkOptionList = (question: Question, report: Report): void => {
  const ids = question.options.map((option) => option.id);
  if (!isChoice(question)) {
    if (ids.length > 0) report('options', 'OPTIONS_NOT_ALLOWED', `A question of type ${question.type} has no options.`);
    return;
  }
  if (question.type === 'yes_no' && [...ids].sort().join() !== 'no,yes') {
    report('options', 'YES_NO_OPTIONS', 'A yes/no question has exactly the options "yes" and "no" (in quotes).');
  } else if (ids.length < 2) {
    report('options', 'OPTIONS_MISSING', 'A choice needs at least two options.');
  }
};

const checkOptions = (question: Question, report: Report): void => {
  checkOptionList(question, report);
  const ids = question.options.map((option) => option.id);
  question.options.forEach((option, i) => {
    const at = `options/${i}`;
    if (ids.indexOf(option.id) !== i) report(`${at}/id`, 'DUPLICATE_ID', `The option "${option.id}" stands twice.`);
    if (option.exclusive && question.type !== 'multiple')
      report(`${at}/exclusive`, 'OPTION_EXCLUSIVE', 'Only an option of a multiple choice can be exclusive.');
    if (question.counts === 'fact') {
      if (option.value !== null) report(`${at}/value`, 'OPTION_VALUE', 'A fact is not scored: its options have no value.');
    } else if (option.value === null) {
      report(`${at}/value`, 'OPTION_WITHOUT_VALUE', `The option "${option.id}" of a scored question has no value.`);
    } else if (!isShare(option.value)) {
      report(`${at}/value`, 'OPTION_VALUE', `The value ${option.value} is not between 0 and 1.`);
    }
  });
};

const checkSteps = (question: Question, report: Report): void => {
  const needed = isNumeric(question) && question.counts !== 'fact';
  if (!needed) {
    if (question.steps.length > 0) report('steps', 'STEPS_NOT_ALLOWED', 'Only a scored number or percentage has steps.');
    return;
  }
  if (question.steps.length === 0) report('steps', 'STEPS_MISSING', 'A scored number needs steps that say how it counts.');
  question.steps.forEach((step, i) => {
    const before = question.steps[i - 1];
    if (i === 0 && step.from !== 0) report('steps/0/from', 'STEPS_START', `The first step starts at ${step.from}, not at 0.`);
    if (before && !(step.from > before.from))
      report(`steps/${i}/from`, 'STEPS_ORDER', `The step from ${step.from} does not come after the one from ${before.from}.`);
    if (!isShare(step.value)) report(`steps/${i}/value`, 'STEP_VALUE', `The value ${step.value} is not between 0 and 1.`);
    if (question.type === 'percent' && step.from > 100)
      report(`steps/${i}/from`, 'STEP_RANGE', 'A percentage never reaches a step above 100.');
  });
};

const checkParts = (question: Question, report: Report): void => {
  if (question.parts.length > 0 && !(question.type === 'number' && question.counts === 'fact')) {
    report('parts', 'PARTS_NOT_ALLOWED', 'Only a number that is a fact has parts.');
  }
  const ids = question.parts.map((part) => part.id);
  ids.forEach((id, i) => {
    if (ids.indexOf(id) !== i) report(`parts/${i}/id`, 'DUPLICATE_ID', `The part "${id}" stands twice.`);
  });
};

const checkAnsweredValue = (question: Question, report: Report): void => {
  const needed = ['date', 'text', 'file'].includes(question.type) && question.counts !== 'fact';
  const value = question.answeredValue;
  if (needed && value === null)
    report('answeredValue', 'ANSWERED_VALUE', `A scored question of type ${question.type} says what an answer is worth.`);
  if (!needed && value !== null) report('answeredValue', 'ANSWERED_VALUE', 'Only a scored date, text or file has an answeredValue.');
  if (needed && value !== null && !isShare(value)) report('answeredValue', 'ANSWERED_VALUE', `The value ${value} is not between 0 and 1.`);
};

const checkFailed = (question: Question, report: Report): void => {
  if (question.counts === 'control' && !question.failed) {
    report('failed', 'FAILED_MISSING', 'A control says what it means when it fails.');
  }
  if (question.counts !== 'control' && question.failed) report('failed', 'FAILED_NOT_ALLOWED', 'Only a control can fail.');
  if (question.failed && !(question.failed.below > 0 && question.failed.below <= 1)) {
    report('failed/below', 'FAILED_BELOW', `The limit ${question.failed.below} is not above 0 and at most 1.`);
  }
};

const checkRespondents = (question: Question, report: Report): void => {
  const asked = new Set(question.askedOf);
  if (asked.size === 0) report('askedOf', 'ASKED_OF_NOBODY', 'The question is asked of nobody.');
  if (asked.has('buyer') && question.counts === 'control') {
    report('counts', 'BUYER_CONTROL', "The buyer's own answer never raises or lowers a supplier's controls.");
  }
  if (asked.has('worker') && asked.has('supplier') && !question.workerText) {
    report('workerText', 'WORKER_TEXT', "A question for supplier and worker also needs its wording in a worker's words.");
  }
};

const checkReferences = (question: Question, report: Report): void => {
  question.ilo.forEach((indicator, i) => {
    if (!Number.isInteger(indicator) || indicator < 1 || indicator > 11) {
      report(`ilo/${i}`, 'ILO_INDICATOR', `There is no ILO indicator ${indicator}; they are 1 to 11.`);
    }
  });
  if (question.oecd !== null && (!Number.isInteger(question.oecd) || question.oecd < 1 || question.oecd > 6)) {
    report('oecd', 'OECD_STEP', `There is no OECD step ${question.oecd}; they are 1 to 6.`);
  }
  question.evidence.forEach((rule, i) => {
    if (question.evidence.findIndex(({ id }) => id === rule.id) !== i)
      report(`evidence/${i}/id`, 'DUPLICATE_ID', `The proof "${rule.id}" stands twice.`);
    if (rule.maxAgeMonths !== null && rule.maxAgeMonths <= 0)
      report(`evidence/${i}/maxAgeMonths`, 'EVIDENCE_AGE', 'A maximum age is above 0.');
  });
};

/** What is wrong with one question by itself; `at` is its path in the manual. */
export const checkQuestion = (question: Question, at: string): Problem[] => {
  const problems: Problem[] = [];
  const report: Report = (field, code, message) => problems.push({ path: `${at}/${field}`, code, message });
  checkWeight(question, report);
  checkOptions(question, report);
  checkSteps(question, report);
  checkParts(question, report);
  checkAnsweredValue(question, report);
  checkFailed(question, report);
  checkRespondents(question, report);
  checkReferences(question, report);
  return problems;
};
