import type { Letter } from './letter.js';
import { ABOUT_LINK_EN, ABOUT_LINK_RU, IF_AFRAID_EN, IF_AFRAID_RU } from './standing-words.js';

const MORE_TIME_EN = 'If you need more time, ask for it through the same link.';
const MORE_TIME_RU = 'Если нужно больше времени, попросите о нём по той же ссылке.';

/** Letters to suppliers whose answers are awaited. They press for an answer, never for a good one. */
export const REMINDER_LETTERS = {
  assessment_reminder: {
    link: 'respond',
    evenIfClosed: false,
    texts: {
      en: {
        subject: '{buyer} is waiting for your answers: {site}',
        paragraphs: [
          'This is a reminder: {buyer} has asked you about working conditions at {site}, and the answers are not submitted yet.',
          'Please submit them by {day}:',
          '{link}',
          MORE_TIME_EN,
          ABOUT_LINK_EN,
          IF_AFRAID_EN,
        ],
      },
      ru: {
        subject: '{buyer} ждёт ваших ответов: {site}',
        paragraphs: [
          'Напоминаем: {buyer} спрашивает вас об условиях труда на площадке {site}, но ответы ещё не отправлены.',
          'Пожалуйста, отправьте их до {day}:',
          '{link}',
          MORE_TIME_RU,
          ABOUT_LINK_RU,
          IF_AFRAID_RU,
        ],
      },
    },
  },
  assessment_overdue: {
    link: 'respond',
    evenIfClosed: false,
    texts: {
      en: {
        subject: '{buyer}: the day for your answers has passed: {site}',
        paragraphs: [
          '{buyer} asked for your answers about {site} by {day}. They are not submitted yet.',
          'They are still of use; where you do not know something, say so. Please submit them here:',
          '{link}',
          MORE_TIME_EN,
          ABOUT_LINK_EN,
          IF_AFRAID_EN,
        ],
      },
      ru: {
        subject: '{buyer}: срок для ваших ответов прошёл: {site}',
        paragraphs: [
          '{buyer} просит ответить на вопросы о площадке {site}; срок был до {day}. Ответы ещё не отправлены.',
          'Они по-прежнему полезны; если чего-то не знаете, так и скажите. Отправить их можно здесь:',
          '{link}',
          MORE_TIME_RU,
          ABOUT_LINK_RU,
          IF_AFRAID_RU,
        ],
      },
    },
  },
  assessment_escalated: {
    link: 'respond',
    evenIfClosed: false,
    texts: {
      en: {
        subject: '{buyer} has had no answer about working conditions: {site}',
        paragraphs: [
          '{buyer} asked your company about working conditions at {site}, to be answered by {day}, and has had no answer. We write to you as another contact of your company.',
          'Please answer, or help your colleague to:',
          '{link}',
          ABOUT_LINK_EN,
          IF_AFRAID_EN,
        ],
      },
      ru: {
        subject: '{buyer}: нет ответа об условиях труда, {site}',
        paragraphs: [
          '{buyer} спрашивает вашу компанию об условиях труда на площадке {site}; срок был до {day}, ответа нет. Мы пишем вам как другому контактному лицу компании.',
          'Пожалуйста, ответьте или помогите ответить коллеге:',
          '{link}',
          ABOUT_LINK_RU,
          IF_AFRAID_RU,
        ],
      },
    },
  },
} as const satisfies Readonly<Record<string, Letter>>;
