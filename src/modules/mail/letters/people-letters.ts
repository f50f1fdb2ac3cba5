import type { Letter } from './letter.js';

/** Letters to the people of a tenant. */
export const PEOPLE_LETTERS = {
  person_invitation: {
    link: 'join',
    evenIfClosed: false,
    texts: {
      en: {
        subject: 'You are invited to work in Plumbline for {buyer}',
        paragraphs: [
          'You have been invited to work for {buyer} in Plumbline, where suppliers are checked for labour exploitation.',
          'Choose your password here, by {expires}:',
          '{link}',
          'If you did not expect this letter, you need do nothing: without a password there is no account.',
        ],
      },
      ru: {
        subject: 'Приглашение в Plumbline: {buyer}',
        paragraphs: [
          '{buyer} приглашает вас в Plumbline, где поставщиков проверяют на трудовую эксплуатацию.',
          'Придумайте пароль по этой ссылке до {expires}:',
          '{link}',
          'Если вы не ждали этого письма, ничего делать не нужно: без пароля учётной записи не будет.',
        ],
      },
    },
  },
} as const satisfies Readonly<Record<string, Letter>>;
