import { ABOUT_LINK_RU, IF_AFRAID_RU } from '../standing-words.js';
import type { LetterLanguage } from './language.js';

/** Russian: every letter stands beside its kind. */
export const RUSSIAN: LetterLanguage = {
  code: 'ru',
  locale: 'ru-RU',
  reviewed: true,
  greeting: ['Здравствуйте, {recipient}!', 'Здравствуйте!'],
  aboutLink: ABOUT_LINK_RU,
  ifAfraid: IF_AFRAID_RU,
  shortMessage:
    '{buyer} спрашивает, как работают люди на площадке {site}. Пожалуйста, ответьте до {due}. Без учётной записи и бесплатно. Если ответ может кому-то навредить, оставьте вопрос открытым.',
  letters: {},
};
