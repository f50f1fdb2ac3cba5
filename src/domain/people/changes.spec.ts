import { expect, it } from '@jest/globals';
import { requireAdminRemains, requireNotErased, statusWhenEnabled, type Member } from './changes.js';

const ada: Member = { id: 'ada', role: 'admin', status: 'active' };

it.each([
  ['demoted', { role: 'officer', status: 'active' }],
  ['disabled', { role: 'admin', status: 'disabled' }],
  ['erased', { role: 'admin', status: 'erased' }],
] as const)('does not let the last active admin be %s', (_, after) => {
  expect(() => requireAdminRemains(ada, after, ['ada'])).toThrow(expect.objectContaining({ code: 'LAST_ADMIN', kind: 'conflict' }));
  expect(() => requireAdminRemains(ada, after, ['ada', 'grace'])).not.toThrow();
});

it('leaves the last admin be when nothing about being an admin changes', () => {
  expect(() => requireAdminRemains(ada, { role: 'admin', status: 'active' }, ['ada'])).not.toThrow();
});

it('lets go of an admin who was not active anyway', () => {
  expect(() =>
    requireAdminRemains({ ...ada, id: 'grace', status: 'disabled' }, { role: 'admin', status: 'erased' }, ['ada']),
  ).not.toThrow();
});

it('changes nothing about an erased person', () => {
  expect(() => requireNotErased({ ...ada, status: 'erased' })).toThrow(expect.objectContaining({ code: 'PERSON_ERASED', kind: 'gone' }));
});

it('makes someone who never chose a password invited again, not active', () => {
  expect([statusWhenEnabled(false), statusWhenEnabled(true)]).toEqual(['invited', 'active']);
});
