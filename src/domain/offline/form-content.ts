import type { Question, Text } from '../manual/manual.js';
import type { Answer } from '../questionnaire/answer.js';
import type { Questionnaire } from '../questionnaire/select-questions.js';
import type { IsoDate } from '../shared/instant.js';
import type { FormWords } from './form-words.js';
import type { ListRegister } from './list-register.js';

/** An answer as it stood when the form was written. */
export interface FormAnswer extends Answer {
  readonly comment: string | null;
  readonly version: number;
  readonly answeredOn: IsoDate;
  /** Carried over, and nobody has taken a stand on it in this round. */
  readonly untouched: boolean;
}

/** What is known of a question beside its texts. */
export interface FormQuestion {
  readonly editable: boolean;
  /** What the officer who sent it back says. */
  readonly returned: string | null;
  readonly answer: FormAnswer | null;
}

export interface FormContent {
  readonly assessmentId: string;
  readonly questionnaire: Questionnaire;
  readonly sha256: string;
  /** One of the questionnaire's. */
  readonly language: string;
  readonly buyer: string;
  readonly site: string;
  readonly dueOn: IsoDate;
  readonly today: IsoDate;
  /** The questions that the form holds, by id; others are left out. */
  readonly questions: ReadonlyMap<string, FormQuestion>;
}

/** What every part of a form is written with. */
export interface FormWriter {
  readonly content: FormContent;
  readonly words: FormWords;
  readonly asked: ReadonlyMap<string, Question>;
  readonly lists: ListRegister;
  readonly say: (text: Text) => string;
  /** Whether a question has texts in the language of the form that nobody who speaks it has read. */
  readonly isUnread: (question: Question) => boolean;
}
