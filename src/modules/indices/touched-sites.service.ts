import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { compareVocabulary, type EditionChange } from '../../domain/indices/compare-editions.js';
import type { AnyEdition, IndexId } from '../../domain/indices/index-ids.js';
import type { GoodsIndex } from '../../domain/indices/indices.js';
import type { TouchedSitesView } from './index-editions.dto.js';
import { countTouched, sitesThatNamed, sitesWithGoods, type Touching } from './touched-sites.queries.js';

/** Says how many of a tenant's sites a new edition concerns, with a statement or three however many sites there are. */
@Injectable()
export class TouchedSites {
  async of(
    db: EntityManager,
    tenantId: string,
    index: IndexId,
    change: { readonly from: AnyEdition; readonly to: AnyEdition; readonly changes: readonly EditionChange[] },
  ): Promise<TouchedSitesView> {
    const { from, to, changes } = change;
    if (index !== 'goods' || !('goods' in from) || !('goods' in to))
      return { touched: await countTouched(db, tenantId, touchingOf(index, changes)), recognised: [], lost: [] };
    const { gained, lost } = compareVocabulary(from, to);
    // A good that comes or goes altogether counts otherwise wherever it is from.
    const anywhere = [...gained, ...lost].map((good) => ({ good, iso3: '*' }));
    const touching = touchingOf(index, changes);
    return {
      touched: await countTouched(db, tenantId, { ...touching, goods: [...touching.goods, ...anywhere] }),
      recognised: [...(await sitesThatNamed(db, tenantId, wordsFor(to, gained)))],
      lost: [...(await sitesWithGoods(db, tenantId, lost))],
    };
  }
}

function touchingOf(index: IndexId, changes: readonly EditionChange[]): Touching {
  const all = <T>(items: readonly (T | null)[]): T[] => [...new Set(items)].filter((item) => item !== null);
  const countries = all(changes.map(({ iso3 }) => iso3));
  if (index === 'sectors') return { countries: [], divisions: all(changes.map(({ isic }) => isic)), goods: [] };
  // Labour imposed by a state comes with a good from there too.
  if (index === 'state_imposed') return { countries, divisions: [], goods: countries.map((iso3) => ({ good: '*', iso3 })) };
  if (index !== 'goods') return { countries, divisions: [], goods: [] };
  return {
    countries: [],
    divisions: [],
    goods: changes.flatMap(({ good, iso3 }) => (good === null || iso3 === null ? [] : [{ good, iso3 }])),
  };
}

const wordsFor = ({ goods }: GoodsIndex, gained: readonly string[]): readonly { good: string; word: string }[] =>
  goods
    .filter(({ id }) => gained.includes(id))
    .flatMap(({ id, name }) =>
      [
        ...new Set([
          id,
          ...Object.values(name).map((one) =>
            one
              .trim()
              .toLowerCase()
              .replaceAll(/[\s-]+/g, '_'),
          ),
        ]),
      ].map((word) => ({
        good: id,
        word,
      })),
    );
