import { explainLanguage, figure } from '../scoring/explain-texts.js';
import { round2 } from '../scoring/rounding.js';

/** A company on the way, by the name it has for an officer. */
export interface PathName {
  readonly supplierName: string;
  readonly siteName: string | null;
}

const nameOf = ({ supplierName, siteName }: PathName): string => (siteName === null ? supplierName : `${supplierName}, ${siteName}`);

/** Whose risk is inherited, and by way of whom. For officers alone: it names other companies. */
export function pathSentence(steps: readonly PathName[], ownPoint: number, tag: string): string {
  const language = explainLanguage(tag);
  const gravest = steps.at(-1);
  if (gravest === undefined) return '';
  const own = figure(language, round2(ownPoint));
  const way = steps.slice(0, -1).map(nameOf).join(' → ');
  if (language === 'ru') {
    const through = way === '' ? 'поставляет напрямую' : `путь: ${way}`;
    return `Риск пришёл от «${nameOf(gravest)}» (собственная оценка ${own}, шагов вверх по цепочке: ${steps.length}; ${through}).`;
  }
  const through = way === '' ? 'supplying it directly' : `by way of ${way}`;
  return `It comes from ${nameOf(gravest)} (own risk ${own}, ${steps.length === 1 ? '1 step' : `${steps.length} steps`} upstream, ${through}).`;
}

/** Why a site inherits where nobody is named behind it. */
export const unnamedSentence = (tag: string): string =>
  explainLanguage(tag) === 'ru'
    ? 'Объект передаёт работу дальше или не сообщает об этом, а кому именно — не названо: считается, что там не лучше, чем на нём самом.'
    : 'The site passes work on, or does not say, and nobody is named behind it: those behind it are taken to be like itself.';
