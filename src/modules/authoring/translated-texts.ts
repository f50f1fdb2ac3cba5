import { sha256Hex } from '../../domain/ledger/sha256.js';
import type { Manual } from '../../domain/manual/manual.js';
import { textsOf } from '../../domain/manual/texts.js';
import { reviewedIn } from '../../domain/manual/translate.js';
import type { TranslatedTextView } from './translations.dto.js';

/** A row of the tenant's, as far as a view needs it. */
export interface Written {
  readonly place: string;
  readonly sourceSha256: string;
  readonly text: string;
  readonly reviewed: boolean;
  readonly writtenBy: string;
  readonly writtenAt: Date;
}

export const sourceHash = (manual: Manual, text: Readonly<Record<string, string>>): string => sha256Hex(text[manual.baseLanguage] ?? '');

/** Every text of a manual in one language with its state; rows are the latest of each text, oldest first. */
export function translatedTexts(manual: Manual, language: string, rows: readonly Written[]): TranslatedTextView[] {
  const byPlace = new Map<string, Written[]>();
  for (const row of rows) byPlace.set(row.place, [...(byPlace.get(row.place) ?? []), row]);
  const known = manual.languages.find(({ code }) => code === language);
  const isRead = known === undefined ? () => false : reviewedIn(known);
  return textsOf(manual).map(({ place, text }) => {
    const base = text[manual.baseLanguage] ?? '';
    const none = { place, base, staleText: null, writtenBy: null, writtenAt: null };
    if (language === manual.baseLanguage) return { ...none, text: base, state: 'original' };
    const written = byPlace.get(place) ?? [];
    const source = written.length === 0 ? '' : sourceHash(manual, text);
    const current = written.findLast((row) => row.sourceSha256 === source);
    if (current !== undefined)
      return { ...none, ...told(current), text: current.text, state: current.reviewed ? 'reviewed' : 'unreviewed' };
    const shipped = text[language];
    if (shipped !== undefined) return { ...none, text: shipped, state: isRead(place) ? 'reviewed' : 'unreviewed' };
    const stale = written.at(-1);
    return stale === undefined
      ? { ...none, text: null, state: 'missing' }
      : { ...none, ...told(stale), text: null, state: 'stale', staleText: stale.text };
  });
}

const told = ({ writtenBy, writtenAt }: Written) => ({ writtenBy, writtenAt: writtenAt.toISOString() });
