import { beforeAll, describe, expect, it } from '@jest/globals';
import type { ScoreResult } from '../../src/domain/scoring/receipt.js';
import { type Behaviour, BEHAVIOURS, scoreOf } from '../support/scoring/behaviours.js';
import { KINDS } from '../support/scoring/kinds.js';
import { readShipped } from '../support/shipped.js';

type Row = Readonly<Record<Behaviour, ScoreResult>>;

let table: ReadonlyMap<string, Row>;
beforeAll(async () => {
  const shipped = await readShipped();
  const rowOf = (kind: (typeof KINDS)[number]): Row =>
    Object.fromEntries(Object.keys(BEHAVIOURS).map((behaviour) => [behaviour, scoreOf(kind, behaviour as Behaviour, shipped)])) as Row;
  table = new Map(KINDS.map((kind) => [kind.id, rowOf(kind)]));
});

const row = (id: string): Row => {
  const found = table.get(id);
  if (found === undefined) throw new Error(`the table has no ${id}`);
  return found;
};
const risk = (id: string, behaviour: Behaviour): number => row(id)[behaviour].residual;

describe.each(KINDS.map(({ id }) => id))('%s', (id) => {
  it('is never better off silent than with any answer at all', () => {
    for (const behaviour of ['weak', 'ticked', 'denied', 'documented', 'verified'] as const)
      expect(risk(id, 'silent')).toBeGreaterThan(risk(id, behaviour));
  });

  it('is better off the better its proof is', () => {
    expect(risk(id, 'ticked')).toBeGreaterThan(risk(id, 'documented'));
    expect(risk(id, 'documented')).toBeGreaterThanOrEqual(risk(id, 'verified'));
  });

  it('is never better off denying without proof than telling the truth with it', () => {
    expect(risk(id, 'denied')).toBeGreaterThan(risk(id, 'documented'));
  });

  it('gains by doing something about it: weak controls told honestly score worse than good ones proven', () => {
    expect(risk(id, 'weak')).toBeGreaterThan(risk(id, 'documented'));
  });

  it('is known the better, the better its proof is, and known least where it says nothing', () => {
    const { silent, ticked, denied, documented, verified } = row(id);
    const order = [silent, ticked, documented, verified].map(({ confidence }) => confidence);
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(denied.confidence).toBeGreaterThan(silent.confidence);
  });

  it('has a range that narrows with proof', () => {
    const width = (behaviour: Behaviour): number => row(id)[behaviour].worst - row(id)[behaviour].best;
    expect(width('silent')).toBeGreaterThan(width('ticked'));
    expect(width('ticked')).toBeGreaterThan(width('documented'));
    expect(width('documented')).toBeGreaterThan(width('verified'));
  });
});

describe('kinds of supplier', () => {
  it('come in the same order whatever they say, where the same trade is done in other countries', () => {
    for (const behaviour of Object.keys(BEHAVIOURS) as Behaviour[]) {
      expect(risk('garments_china', behaviour)).toBeGreaterThan(risk('garments_bangladesh', behaviour));
      expect(risk('garments_bangladesh', behaviour)).toBeGreaterThan(risk('garments_italy', behaviour));
    }
  });

  it('have software in Sweden below all others, and low with any answer', () => {
    for (const behaviour of Object.keys(BEHAVIOURS) as Behaviour[]) {
      for (const { id } of KINDS)
        if (id !== 'software_sweden') expect(risk(id, behaviour)).toBeGreaterThan(risk('software_sweden', behaviour));
      if (behaviour !== 'silent') expect(row('software_sweden')[behaviour].band).toBe('low');
    }
  });

  it('never leave the high band where a state imposes the labour, whatever is proven', () => {
    expect(row('cotton_turkmenistan').verified).toMatchObject({ residual: 50, band: 'high' });
  });

  it('are never low where their goods are listed for forced labour in their country', () => {
    for (const id of ['garments_china', 'garments_bangladesh', 'electronics_malaysia', 'bricks_pakistan'])
      expect(row(id).verified.residual).toBeGreaterThanOrEqual(25);
  });

  it('are not low in a safe country alone: agency migrants told of and not cared for make construction and cleaning there more than that', () => {
    for (const id of ['construction_germany', 'cleaning_finland']) {
      expect(row(id).weak.band).toBe('medium');
      expect(row(id).silent.band).toBe('high');
      expect(row(id).verified.band).toBe('low');
    }
  });

  it('gain less than ten points by a lie without proof over the same claims told honestly without proof', () => {
    for (const { id } of KINDS) expect(risk(id, 'ticked') - risk(id, 'denied')).toBeLessThan(10);
  });
});
