import type { Manual, Question } from '../manual/manual.js';
import { questionsOf } from '../manual/manual.js';
import { checkAnswer } from '../questionnaire/check-answer.js';
import type { Problem } from '../shared/domain-error.js';
import type { MappedAnswer, Scheme, ThirdPartySchemes } from './schemes.js';

type Fault = readonly [path: string, code: string, message: string];

/**
 * Everything that is wrong with the schemes, against the manual whose questions they answer: what an audit says is never taken for more than an
 * audit can know.
 */
export function checkSchemes(content: ThirdPartySchemes, manual: Manual): readonly Problem[] {
  const questions = new Map(questionsOf(manual).map((question) => [question.id, question]));
  const family: Fault[] =
    content.manualFamily === manual.family ? [] : [['manualFamily', 'FAMILY_OTHER', 'These are not questions of this manual’s family.']];
  const faults = [
    ...family,
    ...repeated(content.schemes, 'schemes'),
    ...content.schemes.flatMap((scheme, i) =>
      checkScheme(scheme, questions).map(([path, code, message]): Fault => [`schemes/${i}/${path}`, code, message]),
    ),
  ];
  return faults.map(([path, code, message]) => ({ path, code, message }));
}

function checkScheme(scheme: Scheme, questions: ReadonlyMap<string, Question>): readonly Fault[] {
  return [
    ...repeated(scheme.outcomes, 'outcomes'),
    ...repeated(
      scheme.answers.map(({ question }) => ({ id: question })),
      'answers',
    ),
    ...scheme.answers.flatMap((answer, i) => {
      const question = questions.get(answer.question);
      const faults =
        question === undefined ? unknownQuestion : [...checkProof(scheme, answer, question), ...checkValues(scheme, answer, question)];
      return faults.map(([path, code, message]): Fault => [`answers/${i}/${path}`, code, message]);
    }),
  ];
}

const unknownQuestion: readonly Fault[] = [['question', 'QUESTION_UNKNOWN', 'The manual has no such question.']];

function checkProof(scheme: Scheme, { evidence, meaning }: MappedAnswer, question: Question): readonly Fault[] {
  const faults: Fault[] = [];
  if (question.meaning !== meaning) faults.push(['meaning', 'MEANING_OTHER', 'The question has come to ask something else.']);
  if (question.counts !== 'control' || !question.askedOf.includes('supplier'))
    faults.push(['question', 'NOT_A_CONTROL', 'Only controls that a supplier is asked about are answered in advance.']);
  if (!scheme.onSite && question.method === 'workplace')
    faults.push(['question', 'NOT_SEEN', 'Who has not seen the workplace cannot answer for it.']);
  if (evidence === 'verified' && (!scheme.onSite || question.method !== 'workplace'))
    faults.push(['evidence', 'EVIDENCE_TOO_HIGH', 'Only what was seen at the workplace is verified.']);
  if (evidence === 'verified' && question.redFlags.length > 0)
    faults.push(['evidence', 'EVIDENCE_TOO_HIGH', 'A question that can raise a red flag is documented at most.']);
  if (evidence !== 'declared' && question.redFlags.some(({ zeroTolerance }) => zeroTolerance))
    faults.push(['evidence', 'EVIDENCE_TOO_HIGH', 'A question that can raise zero tolerance is declared at most.']);
  return faults;
}

const checkValues = (scheme: Scheme, { values }: MappedAnswer, question: Question): readonly Fault[] =>
  Object.entries(values).flatMap(([id, value]): Fault[] => {
    const outcome = scheme.outcomes.find((one) => one.id === id);
    if (outcome === undefined) return [[`values/${id}`, 'OUTCOME_UNKNOWN', 'The scheme has no such outcome.']];
    if (outcome.validMonths === null) return [[`values/${id}`, 'OUTCOME_SILENT', 'This outcome answers nothing.']];
    return checkAnswer(question, { state: 'answered', value }).map(({ code, message }): Fault => [`values/${id}`, code, message]);
  });

const repeated = (items: readonly { readonly id: string }[], path: string): readonly Fault[] =>
  items.flatMap(({ id }, i): Fault[] =>
    items.findIndex((item) => item.id === id) === i ? [] : [[`${path}/${i}`, 'DUPLICATE_ID', `"${id}" stands here twice.`]],
  );
