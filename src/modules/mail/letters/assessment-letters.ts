import type { Letter } from './letter.js';
import { ABOUT_LINK_EN, ABOUT_LINK_RU, IF_AFRAID_EN, IF_AFRAID_RU } from './standing-words.js';

/** Letters that ask for answers. */
export const ASSESSMENT_LETTERS = {
  assessment_invitation: {
    link: 'respond',
    evenIfClosed: false,
    texts: {
      en: {
        subject: '{buyer} asks about working conditions: {site}',
        paragraphs: [
          '{buyer} buys from you and asks some questions about how people work at this site: {site}.',
          'Please answer by {due}:',
          '{link}',
          ABOUT_LINK_EN,
          'An honest answer helps more than a perfect one: where something is not in order, it leads to a plan that you work on together.',
          IF_AFRAID_EN,
        ],
      },
      ru: {
        subject: '{buyer}: вопросы об условиях труда, {site}',
        paragraphs: [
          '{buyer} покупает у вас товары или услуги и задаёт несколько вопросов о том, как работают люди на этой площадке: {site}.',
          'Пожалуйста, ответьте до {due}:',
          '{link}',
          ABOUT_LINK_RU,
          'Честный ответ полезнее безупречного: если что-то не в порядке, за ним последует план, над которым вы будете работать вместе.',
          IF_AFRAID_RU,
        ],
      },
    },
  },
  reassessment_due: {
    link: 'respond',
    evenIfClosed: false,
    texts: {
      en: {
        subject: '{buyer} asks again about working conditions: {site}',
        paragraphs: [
          'It is time to look again at how people work at this site: {site}. {buyer} asks the same questions from time to time.',
          'Your last answers are filled in already. Please check them, change what is no longer true, and submit by {due}:',
          '{link}',
          ABOUT_LINK_EN,
          IF_AFRAID_EN,
        ],
      },
      ru: {
        subject: '{buyer}: снова об условиях труда, {site}',
        paragraphs: [
          'Пора снова посмотреть, как работают люди на этой площадке: {site}. {buyer} время от времени задаёт эти вопросы повторно.',
          'Ваши прошлые ответы уже внесены. Проверьте их, исправьте то, что изменилось, и отправьте до {due}:',
          '{link}',
          ABOUT_LINK_RU,
          IF_AFRAID_RU,
        ],
      },
    },
  },
  assessment_returned: {
    link: 'respond',
    evenIfClosed: false,
    texts: {
      en: {
        subject: '{buyer} has a question about your answers: {site}',
        paragraphs: [
          '{buyer} has read your answers about this site and asks you to look at some of them again: {site}.',
          'The comments stand beside the questions. Please submit again by {due}:',
          '{link}',
          ABOUT_LINK_EN,
          IF_AFRAID_EN,
        ],
      },
      ru: {
        subject: '{buyer}: вопрос по вашим ответам, {site}',
        paragraphs: [
          '{buyer} просит вас ещё раз посмотреть на некоторые ответы об этой площадке: {site}.',
          'Замечания стоят рядом с вопросами. Пожалуйста, отправьте ответы снова до {due}:',
          '{link}',
          ABOUT_LINK_RU,
          IF_AFRAID_RU,
        ],
      },
    },
  },
} as const satisfies Readonly<Record<string, Letter>>;
