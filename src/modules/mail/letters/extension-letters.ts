import type { Letter } from './letter.js';
import { ABOUT_LINK_EN, ABOUT_LINK_RU, IF_AFRAID_EN, IF_AFRAID_RU } from './standing-words.js';

/** Letters about more time: to the buyer's people who decide, and back to the contact who asked. */
export const EXTENSION_LETTERS = {
  extension_requested: {
    link: 'assessment',
    evenIfClosed: false,
    texts: {
      en: {
        subject: '{buyer}: more time asked for, {site}',
        paragraphs: [
          'The supplier asks for more time to answer about {site}: until {day} instead of {due}.',
          'Read why and decide here:',
          '{link}',
          'Until you decide, the supplier gets no reminders.',
        ],
      },
      ru: {
        subject: '{buyer}: просьба о времени, {site}',
        paragraphs: [
          'Поставщик просит больше времени на ответы о площадке {site}: до {day} вместо {due}.',
          'Прочитать причину и решить можно здесь:',
          '{link}',
          'Пока решения нет, поставщик не получает напоминаний.',
        ],
      },
    },
  },
  extension_approved: {
    link: 'respond',
    evenIfClosed: false,
    texts: {
      en: {
        subject: '{buyer} gives you more time: {site}',
        paragraphs: [
          'You asked for more time to answer about {site}. {buyer} agrees.',
          'Please submit your answers by {day}:',
          '{link}',
          ABOUT_LINK_EN,
          IF_AFRAID_EN,
        ],
      },
      ru: {
        subject: '{buyer} даёт вам больше времени: {site}',
        paragraphs: [
          'Вы просили больше времени на ответы о площадке {site}. Новый срок согласован.',
          'Пожалуйста, отправьте ответы до {day}:',
          '{link}',
          ABOUT_LINK_RU,
          IF_AFRAID_RU,
        ],
      },
    },
  },
  extension_declined: {
    link: 'respond',
    evenIfClosed: false,
    texts: {
      en: {
        subject: '{buyer} cannot give you more time: {site}',
        paragraphs: [
          'You asked for more time to answer about {site}. {buyer} asks you to keep to {due}.',
          'You can read why through your link. An answer with gaps is better than none; where you do not know something, say so:',
          '{link}',
          ABOUT_LINK_EN,
          IF_AFRAID_EN,
        ],
      },
      ru: {
        subject: '{buyer} не может дать больше времени: {site}',
        paragraphs: [
          'Вы просили больше времени на ответы о площадке {site}. {buyer} просит придерживаться срока: {due}.',
          'Причину можно прочитать по вашей ссылке. Ответ с пробелами лучше, чем никакого; если чего-то не знаете, так и скажите:',
          '{link}',
          ABOUT_LINK_RU,
          IF_AFRAID_RU,
        ],
      },
    },
  },
} as const satisfies Readonly<Record<string, Letter>>;
