import type { Letter } from './letter.js';

/** Letters that tell the buyer's own people of a round which nobody answers. */
export const OFFICER_LETTERS = {
  answers_overdue: {
    link: 'assessment',
    evenIfClosed: false,
    texts: {
      en: {
        subject: '{buyer}: no answers about {site}',
        paragraphs: [
          'The answers about {site} were to be submitted by {day}. The supplier was reminded and has not submitted them.',
          '{link}',
          'Please find out why before you draw conclusions: call them, give them more time, or answer together. Silence alone proves nothing.',
        ],
      },
      ru: {
        subject: '{buyer}: нет ответов о площадке {site}',
        paragraphs: [
          'Ответы о площадке {site} нужно было отправить до {day}. Поставщику напоминали, но ответов нет.',
          '{link}',
          'Прежде чем делать выводы, узнайте причину: позвоните, дайте больше времени или ответьте вместе. Одно молчание ничего не доказывает.',
        ],
      },
    },
  },
  own_questions_due: {
    link: 'assessment',
    evenIfClosed: false,
    texts: {
      en: {
        subject: '{buyer}: your own questions about {site}',
        paragraphs: ['Your firm’s own questions about {site} are to be answered by {day} and are not submitted yet:', '{link}'],
      },
      ru: {
        subject: '{buyer}: вопросы вашей организации, {site}',
        paragraphs: ['На вопросы самой вашей организации о площадке {site} нужно ответить до {day}; ответы ещё не отправлены:', '{link}'],
      },
    },
  },
} as const satisfies Readonly<Record<string, Letter>>;
