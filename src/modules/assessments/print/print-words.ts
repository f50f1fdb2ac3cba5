/** The fixed words on a printed questionnaire. */
export interface PrintWords {
  readonly asks: string;
  readonly site: string;
  readonly dueBy: string;
  readonly why: string;
  readonly serves: string;
  readonly proof: string;
  readonly onlySometimes: string;
  readonly oneChoice: string;
  readonly manyChoices: string;
  readonly unknown: string;
  readonly notAnswered: string;
  readonly comment: string;
  readonly carriedOver: string;
  readonly files: string;
}

const EN: PrintWords = {
  asks: 'Asked by',
  site: 'Site',
  dueBy: 'Answer by',
  why: 'Why this is asked',
  serves: 'Serves',
  proof: 'What would prove it',
  onlySometimes: 'Asked only with certain other answers',
  oneChoice: 'Choose one',
  manyChoices: 'Choose all that apply',
  unknown: 'We do not know',
  notAnswered: 'Not answered yet',
  comment: 'Comment',
  carriedOver: 'Carried over, answered on',
  files: 'A document',
};

const RU: PrintWords = {
  asks: 'Спрашивает',
  site: 'Площадка',
  dueBy: 'Ответить до',
  why: 'Зачем этот вопрос',
  serves: 'К чему относится',
  proof: 'Чем подтвердить',
  onlySometimes: 'Задаётся только при некоторых других ответах',
  oneChoice: 'Выберите один ответ',
  manyChoices: 'Выберите все подходящие ответы',
  unknown: 'Мы не знаем',
  notAnswered: 'Пока без ответа',
  comment: 'Примечание',
  carriedOver: 'Перенесено, ответ дан',
  files: 'Документ',
};

/** In the reader's language as far as there are such words. */
export const printWords = (language: string): PrintWords => (language.split('-')[0] === 'ru' ? RU : EN);
