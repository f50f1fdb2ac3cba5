import { evaluate, questionsReadBy } from '../expressions/cel.js';
import type { OpenInput } from '../expressions/condition.js';
import { openAnswer } from '../manual/answer-values.js';
import type { Depth, Manual, Question, Respondent } from '../manual/manual.js';
import { DomainError } from '../shared/domain-error.js';
import type { SiteFacts } from './answer.js';
import { answeringTime } from './answering-time.js';
import { askedQuestions, selectQuestions } from './select-questions.js';

/** `certain`: whatever is answered. `possible`: with some answers, or where that would take too long to find out. `never`: with none. */
export type Asked = 'certain' | 'possible' | 'never';

export interface PreviewWish {
  readonly site: SiteFacts;
  readonly depth: Depth;
  readonly audience: Respondent;
  readonly returning: readonly string[];
  readonly language: string;
}

export interface PreviewChapter {
  readonly id: string;
  readonly questions: readonly { readonly question: Question; readonly asked: Asked }[];
}

export interface Preview {
  /** What is never asked of this site is left out. */
  readonly chapters: readonly PreviewChapter[];
  readonly certain: number;
  readonly possible: number;
  /** The least: what is asked in any case, without documents. The most: everything that may be asked, with every document. */
  readonly minutes: { readonly least: number; readonly most: number };
}

/** Which questions a site gets of a manual before it has answered anything, and how long answering takes. */
export const previewQuestionnaire = (manual: Manual, wish: PreviewWish): Preview => {
  const { depth, audience, returning, language } = wish;
  const questionnaire = selectQuestions(manual, { sha256: '', depth, audience, returning });
  const asked = whetherAsked(askedQuestions(questionnaire), wish.site);
  const chapters = questionnaire.chapters
    .map(({ id, questions }) => ({ id, questions: questions.map((question) => ({ question, asked: asked.get(question) ?? 'possible' })) }))
    .map(({ id, questions }) => ({ id, questions: questions.filter((one) => one.asked !== 'never') }))
    .filter(({ questions }) => questions.length > 0);
  const all = chapters.flatMap(({ questions }) => questions);
  const certain = all.filter((one) => one.asked === 'certain');
  const seconds = (of: typeof all, bound: 'least' | 'most'): number =>
    of.reduce((sum, { question }) => sum + answeringTime(question, audience, language, manual.baseLanguage)[bound], 0);
  return {
    chapters,
    certain: certain.length,
    possible: all.length - certain.length,
    minutes: { least: Math.ceil(seconds(certain, 'least') / 60), most: Math.ceil(seconds(all, 'most') / 60) },
  };
};

/** Of one condition, and of all conditions together: a draft nobody has checked must not keep a server busy. */
const MOST_TRIES = 4_096;
const MOST_TRIES_ALTOGETHER = 40_000;

interface Budget {
  left: number;
}

type Inputs = Readonly<Record<string, unknown>>;

const whetherAsked = (questions: readonly Question[], site: SiteFacts): ReadonlyMap<Question, Asked> => {
  const byId = new Map(questions.map((question) => [question.id, question]));
  const found = new Map<Question, Asked>();
  const budget: Budget = { left: MOST_TRIES_ALTOGETHER };
  const known = Object.fromEntries(Object.entries(site).filter(([, fact]) => fact !== null));
  const decide = (question: Question): Asked => {
    const decided = found.get(question);
    if (decided !== undefined) return decided;
    // Met again while it is being decided: the conditions go round in a circle.
    found.set(question, 'possible');
    const gates = (question.visible === null ? [] : questionsReadBy(question.visible)).flatMap((id) => byId.get(id) ?? []);
    const asked =
      question.visible === null
        ? 'certain'
        : underGates(
            question.visible,
            gates.map((gate) => [gate, decide(gate)] as const),
            known,
            budget,
          );
    found.set(question, asked);
    return asked;
  };
  questions.forEach(decide);
  return found;
};

/** What an open question may hold: its values; of one that may not be asked also nothing. */
interface Choice {
  readonly id: string;
  readonly values: readonly unknown[];
}

const NOTHING = Symbol('not asked');

/** Decides by trying every combination; more combinations than can occur, so that what it says is certain is. */
const underGates = (condition: string, gates: readonly (readonly [Question, Asked])[], site: Inputs, budget: Budget): Asked => {
  const choices = gates.flatMap(([gate, asked]): Choice[] => {
    const { values }: OpenInput = openAnswer(gate, condition);
    return asked === 'never' ? [] : [{ id: gate.id, values: asked === 'possible' ? [...values, NOTHING] : values }];
  });
  const tries = choices.reduce((product, { values }) => product * values.length, 1);
  // Nothing to choose from means that the values cannot be told.
  if (tries === 0 || tries > Math.min(MOST_TRIES, budget.left)) return 'possible';
  budget.left -= tries;
  try {
    return outcomeOf(condition, {}, choices, site);
  } catch (error) {
    if (error instanceof DomainError) return 'possible';
    throw error;
  }
};

const outcomeOf = (condition: string, answers: Inputs, [first, ...rest]: readonly Choice[], site: Inputs): Asked => {
  // Only a certain "false" keeps a question from being asked.
  if (first === undefined) return evaluate(condition, { answers, site }) === false ? 'never' : 'certain';
  let sofar: Asked | null = null;
  for (const value of first.values) {
    const one = outcomeOf(condition, value === NOTHING ? answers : { ...answers, [first.id]: value }, rest, site);
    if (one === 'possible' || (sofar !== null && one !== sofar)) return 'possible';
    sofar = one;
  }
  return sofar ?? 'possible';
};
