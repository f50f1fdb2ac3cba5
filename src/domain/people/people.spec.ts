import { expect, it } from '@jest/globals';
import { NAME_PATTERN } from './people.js';

it.each(['Nwe', 'Zoë Ng', 'مريم', ' padded '])('takes %j as a name', (name) => {
  expect(NAME_PATTERN.test(name)).toBe(true);
});

it.each(['', '   ', 'two\r\nlines', 'tab\there'])('does not take %j as a name', (name) => {
  expect(NAME_PATTERN.test(name)).toBe(false);
});
