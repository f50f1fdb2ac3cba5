import { Injectable } from '@nestjs/common';
import { pickLanguage } from '../../domain/assessment/pick-language.js';
import type { IsoDate } from '../../domain/shared/instant.js';
import { LETTER_LANGUAGES, letterLanguage } from './letters/letter-languages.js';
import { fillIn, oneLine, writtenDate } from './letters/words.js';

/** Of the text, without the link. */
export const SHORT_MESSAGE_MAX = 300;
const NAME_MAX = 50;

export interface ShortMessageFacts {
  readonly buyer: string;
  readonly site: string;
  readonly due: IsoDate;
  readonly link: string;
}

/** A short text to send with a link through a messenger: who asks, what, by when. */
@Injectable()
export class ShortMessageService {
  /** In the first wish that we write in, else in English. */
  compose(wishes: readonly (string | null | undefined)[], facts: ShortMessageFacts): { readonly language: string; readonly text: string } {
    const language = pickLanguage(LETTER_LANGUAGES, wishes, 'en');
    const { shortMessage, locale } = letterLanguage(language);
    const words = { buyer: shortened(facts.buyer), site: shortened(facts.site), due: writtenDate(facts.due, locale) };
    return { language, text: `${fillIn(shortMessage, words)}\n${facts.link}` };
  }
}

function shortened(name: string): string {
  const characters = [...oneLine(name)];
  return characters.length <= NAME_MAX ? characters.join('') : `${characters.slice(0, NAME_MAX - 1).join('')}…`;
}
