import { describe, expect, it } from '@jest/globals';
import { countryLookup } from './country-codes.js';
import { findColumns, IMPORT_FIELDS, type ImportField } from './import-fields.js';
import { readNumber, readWhole } from './import-numbers.js';
import { type ImportVocabulary, readRow, type SupplierDraft } from './import-row.js';

const name = (en: string) => ({ en });
const vocabulary: ImportVocabulary = {
  country: countryLookup([
    { iso2: 'UZ', iso3: 'UZB', name: name('Uzbekistan') },
    { iso2: 'CN', iso3: 'CHN', name: name('China') },
    { iso2: 'XK', iso3: 'XKX', name: name('Kosovo') },
  ]),
  divisions: new Set(['01', '13', '14', '86']),
  goods: new Set(['cotton', 'thread_yarn']),
  regions: new Map([['CHN', ['xinjiang']]]),
};

const header = [...IMPORT_FIELDS];
const found = findColumns(header, {});
const columns = 'columns' in found ? found.columns : new Map<ImportField, number>();

const read = (row: Partial<Record<ImportField, string>>) =>
  readRow(
    header.map((field) => row[field] ?? ''),
    columns,
    header.length,
    vocabulary,
  );
const draftOf = (row: Partial<Record<ImportField, string>>): SupplierDraft => {
  const { draft } = read({ name: 'Quillon', country: 'UZ', ...row });
  if (draft === null) throw new Error('rejected');
  return draft;
};
const problemsOf = (row: Partial<Record<ImportField, string>>): string[] => {
  const reading = read({ name: 'Quillon', country: 'UZ', ...row });
  return reading.draft === null ? reading.problems.map(({ path, code }) => `${path} ${code}`) : [];
};
const remarksOf = (row: Partial<Record<ImportField, string>>): string[] => {
  const reading = read({ name: 'Quillon', country: 'UZ', ...row });
  return reading.draft === null ? [] : reading.remarks.map(({ code }) => code);
};

describe('a row', () => {
  it('becomes a company with its site', () => {
    const row = {
      address: '27 Paxtazor Road,\nFergana',
      sector: 'Spinning',
      lat: '40.3864',
      lng: '71.7864',
      isic: '13',
      goods: 'thread_yarn|cotton',
      workers: '720',
    };
    expect(
      draftOf({
        ...row,
        contact_name: 'Dilnoza',
        contact_email: 'dilnoza@example.com',
        contact_language: 'ru',
        spend: '380000',
        tier: '2',
      }),
    ).toEqual({
      name: 'Quillon',
      nameKey: 'quillon',
      country: 'UZB',
      address: '27 Paxtazor Road, Fergana',
      identityKey: 'quillon|UZB|27 paxtazor road, fergana',
      region: null,
      latitude: 40.3864,
      longitude: 71.7864,
      isic: '13',
      goods: {
        mode: 'declared',
        items: [
          { good: 'thread_yarn', iso3: 'UZB' },
          { good: 'cotton', iso3: 'UZB' },
        ],
        unmatched: [],
      },
      workers: 720,
      spend: 380_000,
      currency: null,
      tier: 2,
      contact: { name: 'Dilnoza', email: 'dilnoza@example.com', language: 'ru' },
    });
  });

  it('tells nothing where it says nothing', () => {
    expect(draftOf({})).toMatchObject({ address: null, isic: null, goods: null, workers: null, contact: null, latitude: null });
  });

  it('takes names in every script as they are', () => {
    for (const text of ['Industrias Químicas Perlacos, S.L.', 'Фабрика «Заря»', '株式会社 織', 'ผ้าไทย', 'مصنع', 'Łódź–Tex'])
      expect(draftOf({ name: text }).name).toBe(text);
  });

  it('understands codes of two and three letters, Kosovo among them', () => {
    expect(['uz', 'UZB', ' Xk ', 'XKX'].map((country) => draftOf({ country }).country)).toEqual(['UZB', 'UZB', 'XKX', 'XKX']);
  });

  it('names everything that is wrong with it at once', () => {
    expect(
      problemsOf({
        name: '',
        country: 'QQ',
        lat: '91',
        isic: '04',
        workers: 'many',
        spend: '1.000.000',
        tier: '0',
        contact_email: 'nobody',
        currency: 'EURO',
      }),
    ).toEqual([
      'name MISSING',
      'country COUNTRY_UNKNOWN',
      'lat NUMBER_INVALID',
      'isic ISIC_UNKNOWN',
      'workers NUMBER_INVALID',
      'spend NUMBER_INVALID',
      'currency CURRENCY_INVALID',
      'tier NUMBER_INVALID',
      'contact_email EMAIL_INVALID',
    ]);
    expect(problemsOf({ name: 'x'.repeat(201) })).toEqual(['name TOO_LONG']);
  });

  it('is rejected when cells are missing or too many, but not for blank ones at its end', () => {
    const cells = header.map((field) => ({ name: 'Quillon', country: 'UZ' })[field as string] ?? '');
    expect(readRow(cells.slice(0, 3), columns, header.length, vocabulary)).toMatchObject({
      draft: null,
      problems: [{ code: 'COLUMNS_MISMATCH' }],
    });
    expect(readRow([...cells, 'x'], columns, header.length, vocabulary)).toMatchObject({ draft: null });
    expect(readRow([...cells, '', ' '], columns, header.length, vocabulary).draft).not.toBeNull();
  });

  it('never repeats a personal value in what it says about the row', () => {
    const reading = read({ name: 'Quillon', country: 'Jane Doe', contact_email: 'jane.doe at example' });
    expect(JSON.stringify(reading)).not.toMatch(/jane/i);
  });
});

describe('the sector of a row', () => {
  it('is the division of a plain word', () => {
    expect(draftOf({ sector: ' APPAREL ' }).isic).toBe('14');
    expect(remarksOf({ sector: 'Apparel' })).toEqual([]);
  });

  it('is the first known of several, with a remark', () => {
    expect(draftOf({ sector: 'Apparel|Health' }).isic).toBe('14');
    expect(remarksOf({ sector: 'Apparel|Health' })).toEqual(['SECTOR_FIRST_OF_SEVERAL']);
    expect(draftOf({ sector: 'Who knows|Health' }).isic).toBe('86');
  });

  it('stays unknown for a word that has no plain division, with a remark', () => {
    expect(draftOf({ sector: 'Things' }).isic).toBeNull();
    expect(remarksOf({ sector: 'Things' })).toEqual(['SECTOR_UNKNOWN']);
  });

  it('is the division of a code, also of a class and where a spreadsheet ate the zero', () => {
    expect(['14', '1410', '1'].map((isic) => draftOf({ isic, sector: 'Health' }).isic)).toEqual(['14', '14', '01']);
  });
});

describe('the goods of a row', () => {
  it('are unknown, never safe, when the vocabulary does not have them', () => {
    expect(draftOf({ goods: 'Cotton|Thread yarn|moon dust' }).goods).toEqual({
      mode: 'declared',
      items: [
        { good: 'cotton', iso3: 'UZB' },
        { good: 'thread_yarn', iso3: 'UZB' },
      ],
      unmatched: ['moon dust'],
    });
    expect(remarksOf({ goods: 'moon dust' })).toEqual(['GOOD_UNMATCHED']);
  });

  it('are none for services', () => {
    expect(draftOf({ goods: 'Services' }).goods).toEqual({ mode: 'services', items: [], unmatched: [] });
  });
});

it('takes a region that counts from the address where no region is given', () => {
  expect(draftOf({ country: 'CN', address: '1 Lane, Aksu, Xinjiang, 843000' }).region).toBe('xinjiang');
  expect(draftOf({ country: 'CN', address: '1 Lane, Xinjiangtown' }).region).toBeNull();
  expect(draftOf({ country: 'CN', region: 'Tibet', address: 'Xinjiang Road' }).region).toBe('Tibet');
});

describe('a number', () => {
  it('is read with a dot or a comma, unless it could be two numbers', () => {
    expect(readNumber('410000.50', 0, 1e9)).toBe(410_000.5);
    expect(readNumber('41 000,5', 0, 1e9)).toBe(41_000.5);
    expect(readNumber('1,250', 0, 1e9)).toBeNull();
    expect(readNumber('59,438', -90, 90)).toBe(59.438);
    expect(['', 'NaN', 'Infinity', '1e5', '0x10', '--1', '1.2.3'].map((text) => readNumber(text, -1e9, 1e9))).toEqual(
      Array.from({ length: 7 }, () => null),
    );
  });

  it('is whole only when it is', () => {
    expect([readWhole('12.0', 0, 100), readWhole('12.5', 0, 100), readWhole('-1', 0, 100)]).toEqual([12, null, null]);
  });
});
