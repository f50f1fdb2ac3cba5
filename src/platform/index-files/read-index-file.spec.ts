import { beforeAll, describe, expect, it } from '@jest/globals';
import { compareEditions, compareVocabulary } from '../../domain/indices/compare-editions.js';
import { entriesOf } from '../../domain/indices/edition-entries.js';
import { type AnyEdition, editionIn, INDEX_IDS, withEditions } from '../../domain/indices/index-ids.js';
import type { GoodsIndex, Indices, SectorIndex, StateImposedIndex } from '../../domain/indices/indices.js';
import { shippedContent, shippedSources } from '../content/content-folders.js';
import { loadIndices } from '../content/load-indices.js';
import { readSchemas, type SchemaCheck } from '../content/schemas.js';
import { type EditionHead, type IndexFile, placeOf } from './index-file.js';
import { readIndexFile } from './read-index-file.js';

let indices: Indices;
let schemas: SchemaCheck;
beforeAll(async () => {
  [indices, schemas] = await Promise.all([loadIndices(shippedContent.indices), readSchemas(shippedSources.schemaFolder)]);
});

const ABOUT: EditionHead = { edition: 'e', year: '2026', source: 'A publisher', licence: 'CC0-1.0' };

const read = (text: string, about: EditionHead = ABOUT, name = 'index.csv'): IndexFile =>
  readIndexFile(Buffer.from(text), name, about, { indices, schemas, thisYear: 2026 });

const bodyOf = <T extends AnyEdition>(file: IndexFile): T => {
  if (file.edition === null) throw new Error(JSON.stringify(file.problems));
  return file.edition.body as T;
};

const problemsOf = (file: IndexFile): string[] => file.problems.map((problem) => `${placeOf(problem)}: ${problem.code}`);

const GOODS =
  'good,sector,country,iso3,region,child_labor,forced_labor,forced_or_indentured_child_labor,derived_from_input,input_country,input_iso3\n';
const COTTON = 'Cotton,Agriculture,Turkmenistan,TKM,Central Asia,Yes,Yes,No,No,,\n';

describe('the columns that publishers give their files', () => {
  it('of governance are read with an empty value as unknown, and Kosovo known by both codes', () => {
    const file = read(
      'country,iso3,year,mean_estimate,score_0_100,risk_0_100\nAruba,ABW,2026,1.1,71.97,28.03\nSweden,SWE,2026,,,\nKosovo,XK,2026,,,55\n',
    );
    expect(bodyOf(file)).toMatchObject({ id: 'governance', edition: 'e', year: 2026, entries: { ABW: 28.03, XKX: 55 } });
    expect(entriesOf('governance', bodyOf(file)).map(({ key }) => key)).toEqual(['ABW', 'XKX']);
  });

  it('of tiers are read in the publisher’s words', () => {
    const rows = 'Algeria,DZA,AG,2WL,2026,remained\nChad,TCD,CD,Tier 3,2026,\nHaiti,HTI,HA,SPECIAL,2026,\nSweden,SWE,SW,Tier 1,2026,\n';
    expect(bodyOf(read(`country,iso3,gec_code,tier,report_year,movement\n${rows}`))).toMatchObject({
      entries: { DZA: '2WL', TCD: '3', HTI: 'special', SWE: '1' },
    });
  });

  it('of child labour are read in the publisher’s words; who was not assessed is unknown', () => {
    const rows =
      'A,AFG,No Advancement,x\nB,ALB,Moderate Advancement,x\nC,CHN,,x\nD,PRK,No Assessment,x\nE,KHM,Minimal Advancement,"Efforts, but"\n';
    expect(bodyOf(read(`country,iso3,advancement_level,advancement_detail\n${rows}`))).toMatchObject({
      entries: { AFG: 'none', ALB: 'moderate', KHM: 'minimal' },
    });
  });

  it('of goods keep the codes and the Russian names of goods that are known, and take inputs from several countries', () => {
    const rows =
      'Solar Cells,Manufacturing,China,CHN,Asia,No,No,No,Yes,China,CHN\nSolar Cells,Manufacturing,China,CHN,Asia,No,No,No,Yes,Congo,COD\nPolyvinyl Chloride,Manufacturing,China,CHN,Asia,No,Yes,No,No,,\n';
    const { goods } = bodyOf<GoodsIndex>(read(GOODS + COTTON + rows));
    expect(goods.map(({ id }) => id)).toEqual(['cotton', 'solar_cells', 'polyvinyl_chloride']);
    expect(goods[0]).toMatchObject({
      name: { en: 'Cotton', ru: 'Хлопок' },
      entries: [{ iso3: 'TKM', listings: ['child_labour', 'forced_labour'] }],
    });
    expect(goods[1]?.entries).toEqual([{ iso3: 'CHN', listings: ['listed_input'], inputFrom: ['CHN', 'COD'] }]);
  });

  it('of sectors and of labour imposed by a state are read with their reasons', () => {
    const sectors = bodyOf<SectorIndex>(read('isic;value;reason;reason_ru\n1;90;Harvests.;Урожай.\n'));
    expect(sectors.sectors).toMatchObject([
      { isic: '01', value: 90, reason: { en: 'Harvests.', ru: 'Урожай.' }, title: { ru: expect.any(String) } },
    ]);
    const imposed = 'id,iso3,regions,goods,reason,source,checked_on\ntkm,TKM,,Cotton,The state sends people to pick.,A law,2026-11-01\n';
    expect(bodyOf<StateImposedIndex>(read(imposed)).entries).toEqual([
      {
        id: 'tkm',
        iso3: 'TKM',
        regions: [],
        goods: ['cotton'],
        reason: { en: 'The state sends people to pick.' },
        source: 'A law',
        checkedOn: '2026-11-01',
      },
    ]);
  });
});

describe('what an edition says of itself', () => {
  it('is read from remarks above the header, also as a spreadsheet program leaves them', () => {
    const file = read(
      '\uFEFF"# source: The ""office"", list",,\r\n# edition: 2026,,\r\n# year: 2026,,\r\n# license: CC0-1.0,,\r\n\r\niso3,tier,movement\r\nVNM,3,\r\n',
      {},
    );
    expect(bodyOf(file)).toMatchObject({
      id: 'trafficking',
      edition: '2026',
      source: 'The "office", list',
      licence: 'CC0-1.0',
      attribution: 'Source: The "office", list.',
    });
  });

  it('counts lines as an editor does, remarks and quoted line breaks among them', () => {
    const file = read('# edition: x\n# a remark\niso3,tier,movement\nVNM,3,"two\nlines"\n\nQQQ,3,\n');
    expect(problemsOf(file)).toEqual(['line 1 edition: HEAD_DIFFERS', 'line 7 iso3: COUNTRY_UNKNOWN']);
  });

  it('may lie in a YAML or JSON document as the product’s own files have it', () => {
    const yaml = 'id: trafficking\nedition: "2026"\nyear: 2026\nsource: A\nlicence: B\nentries:\n  VNM: "3"\n';
    expect(bodyOf(read(yaml, {}, 'tiers.yaml'))).toMatchObject({ entries: { VNM: '3' } });
    const json = JSON.stringify({ id: 'governance', entries: { VNM: 40 } });
    expect(bodyOf(read(json, ABOUT, 'g.json'))).toMatchObject({ id: 'governance', year: 2026, entries: { VNM: 40 } });
  });
});

describe('nonsense', () => {
  it.each([
    ['a YAML tier that does not exist', 'id: trafficking\nentries:\n  VNM: "9"\n', 'a.yaml', ['line 3 entries/VNM: SCHEMA_ENUM']],
    [
      'a YAML field that nobody knows',
      'id: trafficking\ncolour: red\nentries:\n  VNM: "1"\n',
      'a.yaml',
      ['line 2 colour: SCHEMA_ADDITIONAL_PROPERTIES'],
    ],
    ['YAML that is none', 'a: [1\n', 'a.yml', ['line 2: YAML_SYNTAX']],
    ['an index that does not exist', 'id: weather\n', 'a.yaml', ['line 1 index: INDEX_UNKNOWN']],
    [
      'a good of a listed input from nowhere',
      `${GOODS}${COTTON}Solar Cells,Manufacturing,China,CHN,Asia,No,No,No,Yes,,\n`,
      'a.csv',
      ['line 3 input_iso3: INPUT_MISSING'],
    ],
    [
      'a good in a sector that does not exist',
      `${GOODS}${COTTON}Apples,Space,China,CHN,Asia,Yes,No,No,No,,\n`,
      'a.csv',
      ['line 3 goods/1/sector: SCHEMA_ENUM'],
    ],
    [
      'names out of an object’s own cupboard',
      'iso3,tier\nVNM,constructor\n__proto__,3\n',
      'a.csv',
      ['line 2 tier: TIER_UNKNOWN', 'line 3 iso3: COUNTRY_UNKNOWN'],
    ],
    ['half a character', '{"id":"governance","title":"\\ud800","entries":{"VNM":1}}', 'a.json', ['line 1 title: TEXT_NOT_PLAIN']],
    ['a division without its reason', 'isic,value,reason\n01,90,\n', 'a.csv', ['line 2 reason: REASON_MISSING']],
    ['a row that is too short', 'iso3,tier,movement\nVNM,3\n', 'a.csv', ['line 2: COLUMNS_MISMATCH']],
    ['a column twice', 'iso3,iso3,tier\nVNM,VNM,3\n', 'a.csv', ['line 1 iso3: COLUMN_AMBIGUOUS']],
    ['a picture', 'x', 'a.png', ['line 1: FORMAT_UNKNOWN']],
  ])('is refused at its place: %s', (_, text, name, problems) => {
    expect(problemsOf(read(text, ABOUT, name)).slice(0, 2)).toEqual(problems);
  });

  it('is told of five hundred times at most, and read in a moment', () => {
    const rows = Array.from({ length: 20_000 }, (_, i) => `Q${i},9\n`).join('');
    expect(problemsOf(read(`iso3,tier\n${rows}`))).toHaveLength(501);
    expect(problemsOf(read(`iso3,tier\n${rows}Q,9\n`))).toEqual(['line 1: TOO_MANY_ROWS']);
  });
});

describe('two editions', () => {
  it('of every shipped index are the same as themselves', () => {
    for (const index of INDEX_IDS) expect(compareEditions(index, editionIn(indices, index), editionIn(indices, index))).toEqual([]);
  });

  it('differ by lines added, removed and changed, old beside new', () => {
    const newer = bodyOf(read('iso3,tier\nCHN,2WL\nVNM,3\n'));
    const changes = compareEditions('trafficking', editionIn(indices, 'trafficking'), newer);
    expect(changes.find(({ key }) => key === 'CHN')).toMatchObject({ kind: 'changed', from: '3', to: '2WL' });
    expect(changes.find(({ key }) => key === 'VNM')).toMatchObject({ kind: 'added', from: null, to: '3' });
    expect(changes.find(({ key }) => key === 'AFG')).toMatchObject({ kind: 'removed', from: '3', to: null });
  });

  it('of goods gain and lose words that a site can use', () => {
    const newer = bodyOf<GoodsIndex>(read(`${GOODS}${COTTON}Squid,Agriculture,China,CHN,Asia,No,Yes,No,No,,\n`));
    const { gained, lost } = compareVocabulary(indices.goods, newer);
    expect(gained).toEqual(['squid']);
    expect(lost).toHaveLength(indices.goods.goods.length - 1);
    expect(withEditions(indices, new Map([['goods', newer]])).goods).toBe(newer);
  });
});
