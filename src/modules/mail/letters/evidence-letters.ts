import type { Letter } from './letter.js';
import { ABOUT_LINK_EN, ABOUT_LINK_RU } from './standing-words.js';

/** Letters about documents. */
export const EVIDENCE_LETTERS = {
  evidence_expiring: {
    link: 'respond',
    evenIfClosed: true,
    texts: {
      en: {
        subject: '{buyer}: a document will soon be out of date, {site}',
        paragraphs: [
          'A document that you sent to {buyer} about this site proves what you said until {day}: {site}.',
          'From the next day on your answer counts as a statement without proof. If you have a newer document, keep it ready: while questions are open you can add it here, and otherwise with the next ones. Here you see what you sent:',
          '{link}',
          'Please black out the names of workers before you send anything, and never send copies of passports.',
          ABOUT_LINK_EN,
        ],
      },
      ru: {
        subject: '{buyer}: документ скоро устареет, {site}',
        paragraphs: [
          'Документ, который вы прислали компании {buyer} об этой площадке, подтверждает ваш ответ до {day}: {site}.',
          'Со следующего дня ответ считается утверждением без подтверждения. Если у вас есть более новый документ, держите его наготове: пока вопросы открыты, его можно добавить здесь, а если нет — вместе со следующими. Здесь видно, что вы присылали:',
          '{link}',
          'Прежде чем что-либо отправить, закройте имена работников и никогда не присылайте копии паспортов.',
          ABOUT_LINK_RU,
        ],
      },
    },
  },
} as const satisfies Readonly<Record<string, Letter>>;
