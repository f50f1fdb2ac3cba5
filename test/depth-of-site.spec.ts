import { beforeAll, describe, expect, it } from '@jest/globals';
import { depthOfSite } from '../src/domain/assessment/depth-of-site.js';
import type { SiteProfile } from '../src/domain/scoring/site-facts.js';
import { readShipped, type Shipped } from './support/shipped.js';

const AS_OF = '2026-11-23T00:00:00.000Z';
const office: SiteProfile = { country: 'FIN', region: null, isic: '62', goodsMode: 'services', goods: [], goodsUnmatched: 0, workers: 40 };

let shipped: Shipped;
beforeAll(async () => {
  shipped = await readShipped();
});

describe('how deep a site is questioned', () => {
  it('asks a software office in Finland the core alone', () => {
    expect(depthOfSite(shipped, office, AS_OF)).toBe('core');
  });
  it('asks a garment factory in Bangladesh in full, before it has answered anything', () => {
    expect(depthOfSite(shipped, { ...office, country: 'BGD', isic: '14' }, AS_OF)).toBe('full');
  });
  it('never asks less for knowing less: an unknown sector and undeclared goods ask more than the core', () => {
    expect(depthOfSite(shipped, { ...office, country: 'BGD', isic: null, goodsMode: 'undeclared' }, AS_OF)).not.toBe('core');
  });
});
