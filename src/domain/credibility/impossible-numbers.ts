import { readsOf } from '../expressions/cel.js';
import type { Contradiction, Question } from '../manual/manual.js';
import { type Answers, answerTo, type SiteFacts } from '../questionnaire/answer.js';
import type { Hint } from './hint.js';

/** A part of this name is the whole of which the other parts are groups. */
const TOTAL = 'total';

/** Two figures of one workforce need not agree to the person: busy days, leavers, rounding. */
const SHARE_POINTS = 25;
const FEW_PEOPLE = 5;
const TIMES_SITE = 3;
const MANY_MORE = 20;

interface Headcount {
  readonly question: Question;
  readonly parts: Readonly<Record<string, unknown>>;
  readonly total: number;
}

/** Figures that cannot be, or cannot be of the same place at the same time. */
export function impossibleNumbers(
  rules: readonly Contradiction[],
  visible: readonly Question[],
  answers: Answers,
  site: SiteFacts,
): readonly Hint[] {
  const counts = visible.flatMap((question) => headcountIn(question, answers));
  return [
    ...counts.flatMap(partAboveTotal),
    ...counts.flatMap((count) => farFromSite(count, site)),
    ...counts.flatMap((count) => sharesThatDiffer(count, rules, visible, answers)),
  ];
}

function headcountIn(question: Question, answers: Answers): Headcount[] {
  const value = answerTo(answers, question.id)?.value;
  if (question.type !== 'number' || typeof value !== 'object' || value === null) return [];
  const parts = value as Readonly<Record<string, unknown>>;
  const total = parts[TOTAL];
  return typeof total === 'number' ? [{ question, parts, total }] : [];
}

function partAboveTotal({ question, parts, total }: Headcount): Hint[] {
  const above = question.parts.filter(({ id }) => id !== TOTAL && typeof parts[id] === 'number' && parts[id] > total);
  if (above.length === 0) return [];
  const names = (language: string): string => above.map(({ text }) => `“${text[language] ?? text['en'] ?? ''}”`).join(', ');
  return [
    {
      kind: 'number',
      questions: [question.id],
      text: {
        en: `A group is larger than the whole of ${total}: ${names('en')}.`,
        ru: `Группа больше целого (${total}): ${names('ru')}.`,
      },
      certainty: 'clear',
    },
  ];
}

/** The site's profile is the buyer's own figure, which may be old: a hint to look at both. */
function farFromSite({ question, total }: Headcount, { workers }: SiteFacts): Hint[] {
  if (workers === null || total <= workers * TIMES_SITE || total - workers < MANY_MORE) return [];
  return [
    {
      kind: 'number',
      questions: [question.id],
      text: {
        en: `${total} people are named here, but the profile of the site says ${workers}. One of the two may be out of date.`,
        ru: `Здесь указано ${total} чел., а в профиле площадки ${workers}. Одно из чисел могло устареть.`,
      },
      certainty: 'odd',
    },
  ];
}

/** A rule of the manual that reads a share, a whole and one group of it says that the three tell of the same people. */
function sharesThatDiffer(
  { question, parts, total }: Headcount,
  rules: readonly Contradiction[],
  visible: readonly Question[],
  answers: Answers,
): Hint[] {
  const percents = new Set(visible.filter(({ type }) => type === 'percent').map(({ id }) => id));
  return rules.flatMap(({ when }): Hint[] => {
    const reads = readsOf(when).map((path) => path.split('.').slice(1));
    const share = reads.find(([id, part]) => part === undefined && percents.has(id ?? ''))?.[0];
    const group = reads.find(([id, part]) => id === question.id && part !== undefined && part !== TOTAL)?.[1];
    const isOfThree = reads.length === 3 && reads.some(([id, part]) => id === question.id && part === TOTAL);
    if (!isOfThree || share === undefined || group === undefined) return [];
    const [percent, people] = [answerTo(answers, share)?.value, parts[group]];
    if (typeof percent !== 'number' || typeof people !== 'number' || total <= 0 || people > total) return [];
    const points = Math.abs(percent - (people / total) * 100);
    if (points <= SHARE_POINTS || (points / 100) * total < FEW_PEOPLE) return [];
    return [shareHint([question.id, share], people, total, percent)];
  });
}

const shareHint = (questions: readonly string[], people: number, total: number, percent: number): Hint => ({
  kind: 'number',
  questions,
  text: {
    en: `${people} of ${total} people is ${Math.round((people / total) * 100)} per cent, but the share given is ${percent} per cent.`,
    ru: `${people} из ${total} чел. — это ${Math.round((people / total) * 100)} %, а доля указана ${percent} %.`,
  },
  certainty: 'clear',
});
