import type { Text } from '../manual/manual.js';
import type { SignalKind } from './site-signal.js';

const ADVERSE: Readonly<Record<SignalKind, Text>> = {
  audit: { en: 'An audit found major faults at this site.', ru: 'Аудит нашёл на этом объекте существенные нарушения.' },
  worker_survey: {
    en: 'What workers said contradicts what the site says of itself.',
    ru: 'Слова работников противоречат тому, что объект говорит о себе.',
  },
  report: {
    en: 'A report or complaint about this site turned out to be well founded.',
    ru: 'Сообщение или жалоба на этот объект подтвердились.',
  },
  authority_finding: {
    en: 'An authority or a court confirmed grave exploitation at this site.',
    ru: 'Орган власти или суд подтвердил тяжкую эксплуатацию на этом объекте.',
  },
  adverse_media: { en: 'Media report faults at this site.', ru: 'СМИ сообщают о нарушениях на этом объекте.' },
  buyer_practices: {
    en: 'The way the buyer itself orders, prices and pays puts pressure on this site.',
    ru: 'То, как сам покупатель заказывает, назначает цены и платит, создаёт давление на этот объект.',
  },
};

const CREDIT: Partial<Record<SignalKind, Text>> = {
  audit: { en: 'An audit of this site found no faults.', ru: 'Аудит этого объекта не нашёл нарушений.' },
  worker_survey: {
    en: 'What workers said confirms what the site says of itself.',
    ru: 'Слова работников подтверждают то, что объект говорит о себе.',
  },
};

/** A signal in words, as far as its kind and its points tell: nothing of who said it. */
export const textOfSignal = (kind: SignalKind, points: number): Text => (points < 0 ? (CREDIT[kind] ?? ADVERSE[kind]) : ADVERSE[kind]);
