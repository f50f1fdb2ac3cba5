import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { type Behaviour, scoreOf } from '../support/scoring/behaviours.js';
import { KINDS } from '../support/scoring/kinds.js';
import { blockIn, type Blocks, methodologyBlocks } from '../support/scoring/methodology-blocks.js';
import { readShipped, type Shipped } from '../support/shipped.js';

const page = readFileSync(new URL('../../docs/methodology.md', import.meta.url), 'utf8');

let shipped: Shipped;
let blocks: Blocks;
beforeAll(async () => {
  shipped = await readShipped();
  blocks = methodologyBlocks(shipped);
});

describe('docs/methodology.md', () => {
  // Where this fails: npm run --silent behaviours -- --write
  it('holds the figures of the shipped method, manual and indices, table by table', () => {
    for (const [name, block] of Object.entries(blocks)) expect([name, blockIn(page, name)]).toEqual([name, block]);
  });

  it('has the worked example come out as the design of the method states it', () => {
    const example = blockIn(page, 'example');
    for (const figure of ['82.22', '82.35', '59.58', '**51.18** (best 50.00, worst 59.63)', '56.38', '**75.00** (best 75.00, worst 79.63)'])
      expect(example).toContain(figure);
  });

  it('says in words what its tables say', () => {
    const { cases, signals, bands } = shipped.methodology;
    expect(page).toContain(`adds major ${cases.points.major} and minor ${cases.points.minor} to −6 halved for six of twelve months`);
    expect(signals.halfLifeMonths).toBe(12);
    expect(cases.zeroToleranceFloor).toBe(bands.at(-1)?.from);
  });

  it('says truly how much a lie without proof gains over the same claims told honestly', () => {
    const risk = (kind: (typeof KINDS)[number], behaviour: Behaviour): number => scoreOf(kind, behaviour, shipped).residual;
    const most = Math.max(...KINDS.map((kind) => risk(kind, 'ticked') - risk(kind, 'denied')));
    expect(page).toContain('it gains up to nine points in the table');
    expect(Math.ceil(most)).toBe(9);
  });
});
