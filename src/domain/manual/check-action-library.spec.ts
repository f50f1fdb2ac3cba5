import { expect, it } from '@jest/globals';
import type { LibraryAction } from '../remediation/library.js';
import { checkActionLibrary } from './check-action-library.js';

const step = { en: 'Do this' };
const action = (differences: Partial<LibraryAction>): LibraryAction => ({
  id: 'W5-return',
  title: step,
  severity: 'critical',
  containWithinHours: 24,
  contain: [step],
  correct: [step],
  prevent: [step],
  planDays: 7,
  closeDays: 30,
  proof: [step],
  verification: ['workers'],
  repayable: false,
  ...differences,
});

const found = (...actions: LibraryAction[]): string[] =>
  checkActionLibrary({ id: 'l', version: '1.0.0', source: 's', year: 2026, licence: 'x', baseLanguage: 'en', actions }).map(
    ({ path, code }) => `${path} ${code}`,
  );

it('finds nothing wrong with a sound action', () => {
  expect(found(action({}))).toEqual([]);
});

it.each<[string, Partial<LibraryAction>]>([
  ['actions/0/closeDays ACTION_DAYS', { closeDays: 3 }],
  ['actions/0/verification ACTION_VERIFICATION', { verification: ['documents'] }],
  ['actions/0/contain ACTION_CONTAINMENT', { contain: [] }],
  ['actions/0/prevent/0 TEXT_MISSING', { prevent: [{ ru: 'Делайте' }] }],
])('finds %s', (problem, differences) => {
  expect(found(action(differences))).toEqual([problem]);
});

it('finds an action that stands twice', () => {
  expect(found(action({}), action({}))).toEqual(['actions/1/id DUPLICATE_ID']);
});
