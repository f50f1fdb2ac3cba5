import { ABOUT_LINK_EN, IF_AFRAID_EN } from '../standing-words.js';
import type { LetterLanguage } from './language.js';

/** English: every letter stands beside its kind. */
export const ENGLISH: LetterLanguage = {
  code: 'en',
  locale: 'en-GB',
  reviewed: true,
  greeting: ['Hello, {recipient},', 'Hello,'],
  aboutLink: ABOUT_LINK_EN,
  ifAfraid: IF_AFRAID_EN,
  shortMessage:
    '{buyer} asks how people work at {site}. Please answer by {due}. It needs no account and costs nothing. If an answer could put someone at risk, leave it open.',
  letters: {},
};
