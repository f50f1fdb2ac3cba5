import { DomainError } from '../shared/domain-error.js';
import type { PersonStatus } from './people.js';

/** The part of a person that decides what may be changed. */
export interface Member {
  readonly id: string;
  readonly role: string;
  readonly status: PersonStatus;
}

/** @throws DomainError PERSON_ERASED: what is erased stays erased. */
export function requireNotErased(person: Member): void {
  if (person.status === 'erased') throw new DomainError('PERSON_ERASED', 'gone', 'This person has been erased.');
}

/**
 * A tenant always keeps someone who can let others in.
 * @param activeAdmins ids of all active admins, before the change
 * @throws DomainError LAST_ADMIN
 */
export function requireAdminRemains(person: Member, after: Pick<Member, 'role' | 'status'>, activeAdmins: readonly string[]): void {
  const staysAdmin = after.role === 'admin' && after.status === 'active';
  if (staysAdmin || !activeAdmins.includes(person.id)) return;
  if (activeAdmins.some((id) => id !== person.id)) return;
  throw new DomainError('LAST_ADMIN', 'conflict', 'This is the last active admin; make someone else an admin first.');
}

/** Someone who was disabled before they ever chose a password is invited again, not active. */
export const statusWhenEnabled = (hasPassword: boolean): PersonStatus => (hasPassword ? 'active' : 'invited');
