/** Languages written from right to left, unless a script says otherwise. */
const RTL = new Set(['ar', 'arc', 'ckb', 'dv', 'fa', 'he', 'khw', 'ks', 'nqo', 'pnb', 'prs', 'ps', 'sd', 'syr', 'ug', 'ur', 'yi']);
const RTL_SCRIPTS = new Set(['Adlm', 'Arab', 'Hebr', 'Nkoo', 'Syrc', 'Thaa']);

/** In which direction a language is written, by its BCP 47 tag. */
export const directionOf = (language: string): 'ltr' | 'rtl' => {
  const [code = '', script = ''] = language.split('-');
  if (script.length === 4) return RTL_SCRIPTS.has(script) ? 'rtl' : 'ltr';
  return RTL.has(code) ? 'rtl' : 'ltr';
};
