/** The first wanted language that exists, `ru-RU` being served by `ru`; else the one to fall back on. Wishes are BCP 47 tags or null. */
export function pickLanguage(existing: readonly string[], wishes: readonly (string | null | undefined)[], fallback: string): string {
  for (const wish of wishes) {
    if (wish === null || wish === undefined) continue;
    const tag = wish.toLowerCase();
    const found = existing.find((code) => code.toLowerCase() === tag) ?? existing.find((code) => code.toLowerCase() === tag.split('-')[0]);
    if (found !== undefined) return found;
  }
  return fallback;
}
