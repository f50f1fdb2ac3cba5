import { expect, it } from '@jest/globals';
import { HitCounter, networkOf } from './hit-counter.js';

it('lets a key hit so often a minute, and says how long to wait after that', () => {
  const counter = new HitCounter(2);
  expect([counter.hit('a', 0), counter.hit('a', 10_000), counter.hit('a', 20_000)]).toEqual([0, 0, 40_000]);
  expect(counter.hit('b', 20_000)).toBe(0);
  expect(counter.hit('a', 59_999)).toBe(1);
  expect(counter.hit('a', 60_000)).toBe(0);
});

it('holds nobody off for longer than a minute when the clock is set back', () => {
  const counter = new HitCounter(1);
  counter.hit('a', 1_000_000);
  expect(counter.hit('a', 0)).toBe(0);
});

it('forgets the oldest keys rather than fill the memory', () => {
  const counter = new HitCounter(1);
  for (let key = 0; key < 20_000; key += 1) counter.hit(String(key), 0);
  expect(counter.hit('new', 1)).toBe(0);
  expect(counter.hit('19999', 1)).toBeGreaterThan(0);
  expect(counter.hit('0', 1)).toBe(0);
});

it.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['2001:db8:1:2:aaaa::1', '2001:db8:1:2'],
  ['2001:0DB8:1:2:bbbb:0:0:2', '2001:db8:1:2'],
  ['2001:db8::1', '2001:db8:0:0'],
  ['::1', '0:0:0:0'],
  ['fe80::1%eth0', 'fe80:0:0:0'],
])('counts %s as %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});
