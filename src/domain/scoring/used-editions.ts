import type { ScoreInputs } from './inputs.js';
import type { CountryPartId } from './methodology.js';

/** An index that a score looked into. */
export interface EditionUsed {
  readonly index: CountryPartId | 'sector' | 'goods';
  readonly edition: string;
}

/** Every index that was looked into, each edition once; a receipt from elsewhere may leave the sector's edition out. */
export const editionsUsed = ({ country, sector, goods }: ScoreInputs): readonly EditionUsed[] => {
  const used: EditionUsed[] = [];
  const add = (index: EditionUsed['index'], edition: string | undefined): void => {
    if (edition === undefined || edition === '' || used.some((known) => known.index === index && known.edition === edition)) return;
    used.push({ index, edition });
  };
  country.parts.forEach(({ id, edition }) => add(id, edition));
  add('sector', sector.edition);
  goods.items.forEach(({ edition }) => add('goods', edition));
  return used;
};
