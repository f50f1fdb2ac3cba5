import type { Hint } from './hint.js';

/** From so many suppliers on, the same words are no chance; fewer may share an owner or a consultant. */
export const SAME_TEXT_FROM = 5;

/** "See attached" is said by everyone. */
const SHORTEST = 40;

/** The words of a text without case, marks and blanks, so that a copied text is found again; null: too short to tell of anything. */
export function wordsOf(text: string): string | null {
  const words = text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  return words.length < SHORTEST ? null : words;
}

/** `others`: by question, how many other suppliers of the tenant have sent the same words. Who they are is nobody's business here. */
export const sameTextHints = (others: ReadonlyMap<string, number>): readonly Hint[] =>
  [...others]
    .filter(([, count]) => count + 1 >= SAME_TEXT_FROM)
    .map(([question, count]) => ({
      kind: 'same_text',
      questions: [question],
      text: {
        en: `${count} other suppliers have sent the same words here. They may come from one adviser or one template.`,
        ru: `Те же слова здесь прислали ещё поставщики, их ${count}. Возможно, это один консультант или один образец.`,
      },
      certainty: 'odd',
    }));
