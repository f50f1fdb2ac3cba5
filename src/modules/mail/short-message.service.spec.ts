import { describe, expect, it } from '@jest/globals';
import { LETTER_LANGUAGES } from './letters/letter-languages.js';
import { SHORT_MESSAGE_MAX, ShortMessageService } from './short-message.service.js';

const messages = new ShortMessageService();
const facts = { buyer: 'Nordlicht Handel', site: 'Green Meadow', due: '2026-12-23', link: 'https://plumbline.test/respond#plk_secret' };

describe('a text for a messenger', () => {
  it.each(LETTER_LANGUAGES)('in %s says who asks about which site by when, and carries the link', (language) => {
    const composed = messages.compose([language], facts);
    expect(composed.language).toBe(language);
    for (const words of [facts.buyer, facts.site, facts.link]) expect(composed.text).toContain(words);
    expect(composed.text).not.toMatch(/[{}<>]/);
  });

  it.each(LETTER_LANGUAGES)('in %s stays short with the longest names there are', (language) => {
    const { text } = messages.compose([language], { ...facts, buyer: 'Ж'.repeat(300), site: 'Щ'.repeat(300), due: '2026-09-30' });
    expect([...text.replace(`\n${facts.link}`, '')].length).toBeLessThanOrEqual(SHORT_MESSAGE_MAX);
  });

  it('falls back on English', () => {
    expect(messages.compose(['de', null], facts).language).toBe('en');
  });
});
