export type MailKind = 'person_invitation' | 'assessment_invitation' | 'assessment_returned' | 'reassessment_due';
export type LetterLanguage = 'en' | 'ru';

/** A letter's words; `{buyer}`, `{site}`, `{due}`, `{link}` and `{expires}` are filled in. */
export interface LetterText {
  readonly subject: string;
  readonly paragraphs: readonly string[];
}

export const LETTER_LANGUAGES: readonly LetterLanguage[] = ['en', 'ru'];

const ABOUT_LINK_EN =
  'The link is yours alone: please do not pass it on. It opens as often as you like, needs no account and no password, and costs nothing. You can stop at any time; what you saved stays saved.';
const IF_AFRAID_EN =
  'If you are afraid to answer a question, do not put yourself or anyone else at risk: choose "We do not know" or leave it open, and never write the names of workers. If someone is in danger now, first call the emergency number of your country.';
const ABOUT_LINK_RU =
  'Ссылка предназначена только вам, пожалуйста, не передавайте её другим. Открывать её можно сколько угодно раз, учётная запись и пароль не нужны, платить ничего не надо. Прерваться можно в любой момент: всё сохранённое останется.';
const IF_AFRAID_RU =
  'Если отвечать на какой-то вопрос боязно, не подвергайте опасности ни себя, ни других: выберите «Мы не знаем» или оставьте его без ответа и никогда не пишите имён работников. Если кому-то грозит опасность прямо сейчас, сначала позвоните в экстренную службу своей страны.';

/** Plain text, no pictures and no tracking; the words are the same whatever is known about the site. */
export const LETTERS: Readonly<Record<MailKind, Readonly<Record<LetterLanguage, LetterText>>>> = {
  assessment_invitation: {
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
  reassessment_due: {
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
  assessment_returned: {
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
  person_invitation: {
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
};
