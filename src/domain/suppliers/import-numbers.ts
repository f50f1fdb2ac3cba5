/** A number in plain digits with a dot or a comma before its decimals; null for anything else, and for what could mean two numbers. */
export function readNumber(text: string, low: number, high: number): number | null {
  const bare = text.replaceAll(/[\u00A0\u202F ]/g, '');
  if (!/^[-+]?\d{1,18}([.,]\d{1,18})?$/.test(bare)) return null;
  const fits = (number: number): boolean => number >= low && number <= high;
  // 1,250 workers are a thousand to one reader and one and a quarter to another; a latitude of 59,438 is only one thing.
  if (/^[-+]?\d{1,3},\d{3}$/.test(bare) && fits(Number(bare.replace(',', '')))) return null;
  const number = Number(bare.replace(',', '.'));
  return fits(number) ? number : null;
}

/** A whole number in plain digits; `12.0` as spreadsheets write it is whole too. */
export function readWhole(text: string, low: number, high: number): number | null {
  const number = readNumber(text, low, high);
  return number !== null && Number.isInteger(number) ? number : null;
}
