import { verify } from '@node-rs/argon2';
import { expect, it } from '@jest/globals';
import { hashPassword, NOBODYS_HASH, passwordFits } from './passwords.js';

it('knows its own password again and no other', async () => {
  const stored = await hashPassword('correct horse battery');
  expect(await passwordFits(stored, 'correct horse battery')).toBe(true);
  expect(await passwordFits(stored, 'correct horse batterz')).toBe(false);
});

it('does as much work for nobody as for somebody, so that the answer takes as long', async () => {
  // Unlike passwordFits, this throws on a hash that is not well formed, which would be answered at once.
  expect(await verify(NOBODYS_HASH, 'any password at all')).toBe(false);
  const shape = (hash: string) => hash.split('$').map((part, index) => (index < 4 ? part : part.length));
  expect(shape(NOBODYS_HASH)).toEqual(shape(await hashPassword('correct horse battery')));
});
