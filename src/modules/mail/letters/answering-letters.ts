import type { Letter } from './letter.js';
import { ABOUT_LINK_EN, ABOUT_LINK_RU, IF_AFRAID_EN, IF_AFRAID_RU } from './standing-words.js';

/** Letters to those who are answering already. */
export const ANSWERING_LETTERS = {
  link_renewed: {
    link: 'respond',
    evenIfClosed: true,
    texts: {
      en: {
        subject: 'Your new link to the questions of {buyer}: {site}',
        paragraphs: [
          'Somebody who has your earlier link asked for a new one. It opens the questions of {buyer} about this site: {site}.',
          'What you have saved is still there. The new link opens until {expires}:',
          '{link}',
          'The earlier link opens nothing any more. If it was not you who asked, please tell {buyer}: somebody else may have your letter.',
          ABOUT_LINK_EN,
        ],
      },
      ru: {
        subject: 'Новая ссылка на вопросы {buyer}: {site}',
        paragraphs: [
          'Кто-то, у кого есть ваша прежняя ссылка, попросил новую. По ней открываются вопросы {buyer} об этой площадке: {site}.',
          'Всё сохранённое осталось на месте. Новая ссылка действует до {expires}:',
          '{link}',
          'Прежняя ссылка больше ничего не открывает. Если просили не вы, сообщите об этом {buyer}: возможно, ваше письмо есть у кого-то ещё.',
          ABOUT_LINK_RU,
        ],
      },
    },
  },
  chapter_delegated: {
    link: 'respond',
    evenIfClosed: false,
    texts: {
      en: {
        subject: 'A colleague asks you to answer some questions of {buyer}: {site}',
        paragraphs: [
          '{buyer} asks your company how people work at this site: {site}. A colleague of yours asks you to answer a part of these questions.',
          'Please answer by {due}:',
          '{link}',
          'You see only the questions that were handed to you; your colleague sees your answers, and submits them with the others.',
          ABOUT_LINK_EN,
          IF_AFRAID_EN,
        ],
      },
      ru: {
        subject: 'Коллега просит вас ответить на вопросы {buyer}: {site}',
        paragraphs: [
          '{buyer} спрашивает вашу компанию, как работают люди на этой площадке: {site}. Коллега просит вас ответить на часть этих вопросов.',
          'Пожалуйста, ответьте до {due}:',
          '{link}',
          'Вам видны только переданные вам вопросы; коллега видит ваши ответы и отправит их вместе с остальными.',
          ABOUT_LINK_RU,
          IF_AFRAID_RU,
        ],
      },
    },
  },
  submission_receipt: {
    link: 'respond',
    evenIfClosed: true,
    texts: {
      en: {
        subject: 'Receipt: your answers to {buyer}, {site}',
        paragraphs: [
          'The answers about this site were submitted to {buyer}: {site}.',
          'Time: {submittedAt}\nFingerprint (SHA-256): {fingerprint}',
          'Please keep this letter. The fingerprint belongs to the answers exactly as they were submitted: whoever changes one word of them gets another one. You can read the answers, and the text from which the fingerprint is computed, through your link until {expires}:',
          '{link}',
          'The answers themselves are in no letter.',
        ],
      },
      ru: {
        subject: 'Квитанция: ваши ответы для {buyer}, {site}',
        paragraphs: [
          'Ответы об этой площадке отправлены {buyer}: {site}.',
          'Время: {submittedAt}\nОтпечаток (SHA-256): {fingerprint}',
          'Сохраните это письмо. Отпечаток соответствует ответам ровно в том виде, в каком они отправлены: стоит изменить хотя бы одно слово, и он будет другим. Ответы и текст, по которому вычислен отпечаток, можно прочитать по вашей ссылке до {expires}:',
          '{link}',
          'Самих ответов нет ни в одном письме.',
        ],
      },
    },
  },
} as const satisfies Readonly<Record<string, Letter>>;
