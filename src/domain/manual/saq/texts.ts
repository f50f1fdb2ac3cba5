import type { Text } from '../manual.js';

/** The few words that an imported manual needs and its file does not hold. */
interface Words {
  readonly yes: string;
  readonly no: string;
  readonly why: (topic: string) => string;
  readonly intro: (sheet: string) => string;
}

const WORDS: Readonly<Record<string, Words>> = {
  en: {
    yes: 'Yes',
    no: 'No',
    why: (topic) => `It is asked because of this topic: ${topic}.`,
    intro: (sheet) => `The questions of "${sheet}", as they stand in the imported questionnaire.`,
  },
  ru: {
    yes: 'Да',
    no: 'Нет',
    why: (topic) => `Вопрос задан из-за этой темы: ${topic}.`,
    intro: (sheet) => `Вопросы раздела «${sheet}», как они стоят в загруженной анкете.`,
  },
};

const wordsIn = (language: string): Words | undefined => WORDS[language.split('-')[0] ?? ''];

/** Yes and no for a question that does not list them; null in a language in which we do not know them. */
export const yesAndNo = (language: string): readonly [yes: string, no: string] | null => {
  const words = wordsIn(language);
  return words ? [words.yes, words.no] : null;
};

/** In other languages the topic stands alone: words of another language would be worse than none. */
export const whyText = (topic: string, language: string): Text => ({ [language]: wordsIn(language)?.why(topic) ?? topic });

export const introText = (sheet: string, language: string): Text => ({ [language]: wordsIn(language)?.intro(sheet) ?? sheet });
