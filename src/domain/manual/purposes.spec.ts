import { describe, expect, it } from '@jest/globals';
import { purposesOf, seenBy } from './purposes.js';

describe('what a question serves', () => {
  it('is named in the reader’s language, laws first and then indicators', () => {
    expect(purposesOf({ laws: ['csddd:10', 'eu-flr'], ilo: [7] }, 'en').map(({ name }) => name)).toEqual([
      'European Union: Corporate Sustainability Due Diligence Directive, Article 10',
      'European Union: Forced Labour Regulation',
      'ILO indicator of forced labour: retention of identity documents',
    ]);
    expect(purposesOf({ laws: ['lksg:5'], ilo: [9] }, 'ru-KZ').map(({ name }) => name)).toEqual([
      'Германия: закон о должной осмотрительности в цепочках поставок, параграф 5',
      'Признак принудительного труда (МОТ): долговая кабала',
    ]);
    expect(purposesOf({ laws: ['uk-msa:d'], ilo: [] }, 'vi')[0]?.name).toContain('Modern Slavery Act');
  });

  it('stands for itself where nobody has a name for it, and leaves out what is no indicator', () => {
    expect(purposesOf({ laws: ['constructor:1', 'our-own'], ilo: [0, 12] }, 'en').map(({ name }) => name)).toEqual([
      'constructor:1',
      'our-own',
    ]);
  });
});

describe('who sees an answer', () => {
  it('is said in a sentence that names the buyer, whatever its name looks like', () => {
    expect(seenBy('A $& B', 'supplier', 'en')).toBe(
      'The compliance officers and auditors of A $& B see this answer. No other supplier and no other buyer does.',
    );
    expect(seenBy('Дом', 'supplier', 'ru')).toContain('компании Дом');
    expect(seenBy('A', 'buyer', 'en')).toContain('No supplier does');
  });
});
