import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { kindFor, samplePath } from '../../src/demo/samples.js';
import { depthOfSite } from '../../src/domain/assessment/depth-of-site.js';
import type { Indices } from '../../src/domain/indices/indices.js';
import type { Question } from '../../src/domain/manual/manual.js';
import { askedQuestions, selectQuestions } from '../../src/domain/questionnaire/select-questions.js';
import type { CountedAnswer } from '../../src/domain/scoring/counted-answer.js';
import type { SiteProfile } from '../../src/domain/scoring/site-facts.js';
import { contentFolder } from '../../src/platform/content/content-folders.js';
import { loadSampleAnswers, type SampleAnswers } from '../../src/platform/content/load-sample-answers.js';
import type { Shipped } from '../support/shipped.js';
import type { Round } from '../support/scoring/random-rounds.js';

export const AS_OF = '2026-11-23T09:30:00.000Z';
const DATED = '2026-10-19';
/** Within the grace: what was answered before still counts, and what the round asks beside is silence. */
const DUE_THREE_DAYS_AGO = '2026-11-20';
const DOCUMENTED_UNTIL = '2027-10-19';

/** A sample supplier with what it answered. */
export interface SampleRound {
  readonly name: string;
  readonly supplier: string;
  readonly round: Round;
}

type Row = Readonly<Record<'country' | 'region' | 'name' | 'isic' | 'goods' | 'workers', string>>;

const rows = (): readonly Row[] => parse(readFileSync(samplePath), { columns: true });

const siteOf = (row: Row, indices: Indices): SiteProfile => {
  const iso3 = indices.countries.countries.find(({ iso2 }) => iso2 === row.country)?.iso3 ?? '';
  const named = row.goods.split('|').filter((good) => good !== '');
  const known = named.filter((good) => indices.goods.goods.some(({ id }) => id === good));
  return {
    country: iso3,
    region: row.region === '' ? null : `${row.region} ${row.name}`,
    isic: row.isic,
    goodsMode: row.goods === 'services' ? 'services' : named.length === 0 ? 'undeclared' : 'declared',
    goods: row.goods === 'services' ? [] : known.map((good) => ({ good, iso3 })),
    goodsUnmatched: row.goods === 'services' ? 0 : named.length - known.length,
    workers: Number(row.workers),
  };
};

const answersOf = (asked: readonly Question[], { answers, documented }: SampleAnswers): readonly CountedAnswer[] =>
  asked.flatMap(({ id, meaning }): CountedAnswer[] => {
    const said = answers[id];
    if (said === undefined) return [];
    const isProven = said.state === 'answered' && documented.includes(id);
    const proof = { evidence: isProven ? 'documented' : 'declared', documentedUntil: isProven ? DOCUMENTED_UNTIL : null } as const;
    return [{ question: id, meaning, ...said, ...proof, dated: DATED, source: 'assessment:golden' }];
  });

/** One supplier for every kind of sample answers, and the sites that are special by where they are or by saying nothing. */
export async function sampleRounds({ manual, methodology, indices }: Shipped): Promise<readonly SampleRound[]> {
  const kinds = await loadSampleAnswers(join(contentFolder, 'samples', 'answers'));
  const all = rows();
  const made = (name: string, row: Row | undefined, answers: SampleAnswers | null, dueOn: string | null = null): SampleRound => {
    if (row === undefined) throw new Error(`there is no sample supplier for ${name}`);
    const site = siteOf(row, indices);
    const depth = depthOfSite({ manual, methodology, indices }, site, AS_OF);
    const asked = askedQuestions(selectQuestions(manual, { sha256: '', depth, audience: 'supplier', returning: [] }));
    const openRound = dueOn === null ? null : { dueOn, asked: asked.map(({ id }) => id) };
    const counted = answers === null ? [] : answersOf(asked, answers);
    return { name, supplier: row.name, round: { manual, methodology, site, counted, openRound, asOf: AS_OF } };
  };
  const called = (part: string): Row | undefined => all.find(({ name }) => name.includes(part));
  const average = kinds.find(({ id }) => id === 'average') ?? null;
  return [
    ...kinds.map((kind) =>
      made(
        kind.id,
        all.find(({ name }) => kindFor(name, kinds).id === kind.id),
        kind,
        kind.id === 'half-silent' ? DUE_THREE_DAYS_AGO : null,
      ),
    ),
    made('not-asked-yet', called('Tervaquill'), null),
    made('silent-past-due', called('Ostrovane'), null, '2026-10-01'),
    made('imposed-by-a-state', called('Tarimvale'), average),
    made('in-no-child-labour-index', called('Drinovale'), average),
    made('goods-not-declared', called('Ravelstroke'), average),
    made('with-signals', called('Selanquor'), average),
  ];
}
