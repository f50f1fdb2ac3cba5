import { questionsOf } from '../../dist/domain/manual/manual.js';
import { scoreOfAnswer } from '../../dist/domain/manual/answer-score.js';

/** Chance that is the same in every run. */
export function chance(seed) {
  let state = (seed * 2_654_435_761) >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const COUNTRIES = ['BGD', 'CHN', 'ITA', 'VNM', 'TUR', 'IND', 'DEU', 'MYS', 'PAK', 'SWE', 'XKX', 'BRA'];
const SECTORS = ['14', '13', '10', '26', '41', '81', '62', '01', '23', null];
const EVIDENCE = ['declared', 'declared', 'documented', 'documented', 'verified'];

const badness = (question, value) => {
  if (question.counts === 'fact' || question.counts === 'practice') return 0;
  const score = scoreOfAnswer(question, value);
  return question.counts === 'exposure' ? score : 1 - score;
};

/** Most firms are in order in most things; `carelessness` is how often one is not. */
function pick(question, random, carelessness) {
  const { type, options, parts } = question;
  if (type === 'text' || type === 'file') return null;
  if (type === 'date') return '2026-01-31';
  if (type === 'percent') return random() < 0.5 ? 0 : Math.floor(random() * 40);
  if (type === 'number' && parts.length === 0) return Math.floor(random() * 500);
  if (type === 'number')
    return Object.fromEntries(parts.map(({ id }, i) => [id, i === 0 ? 400 : id === 'under_18' ? 0 : Math.floor(random() * 60)]));
  const values = options.map(({ id }) => (type === 'multiple' ? [id] : id)).sort((a, b) => badness(question, a) - badness(question, b));
  if (random() < carelessness) return values[Math.floor(random() * values.length)];
  if (type !== 'multiple' || question.counts === 'exposure') return values[0];
  return options.filter(({ exclusive }) => !exclusive).map(({ id }) => id);
}

/** Every question of a manual answered, as the answers of one site count. */
export function answersOf(manual, seed) {
  const random = chance(seed);
  const carelessness = random() * 0.4;
  return questionsOf(manual).map((question) => ({
    question: question.id,
    meaning: question.meaning,
    state: 'answered',
    value: pick(question, random, carelessness),
    evidence: EVIDENCE[Math.floor(random() * EVIDENCE.length)],
    dated: `2026-0${1 + Math.floor(random() * 3)}-${10 + Math.floor(random() * 15)}`,
    documentedUntil: random() < 0.2 ? '2027-06-30' : null,
    source: 'assessment:00000000-0000-7000-8000-000000000000',
  }));
}

/** What is known of a site beside its answers. */
export function profileOf(seed) {
  const random = chance(seed + 1_000_003);
  const country = COUNTRIES[Math.floor(random() * COUNTRIES.length)];
  const isic = SECTORS[Math.floor(random() * SECTORS.length)];
  const declared = random() < 0.5;
  return {
    country,
    region: null,
    isic,
    goodsMode: declared ? 'declared' : 'services',
    goods: declared ? [{ good: random() < 0.5 ? 'garments' : 'electronics', iso3: country }] : [],
    goodsUnmatched: 0,
    workers: 400,
  };
}
