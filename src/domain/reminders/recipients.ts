import type { ReminderRole } from './reminder-steps.js';

/** Somebody who can be written to. */
export interface Recipient {
  readonly id: string;
  readonly zone: string;
}

/** Whom a round has. Those who are gone, and contacts who are not to be written to now, are left out. */
export interface People {
  readonly contact: Recipient | null;
  readonly secondContact: Recipient | null;
  /** Who answers for the supplier in the buyer's firm. */
  readonly owner: Recipient | null;
  /** The officer who sent the round. */
  readonly sender: Recipient | null;
  readonly admins: readonly Recipient[];
}

const listOf = (one: Recipient | null): readonly Recipient[] => (one === null ? [] : [one]);

/** The officer who sent it; the admins where there is none, or where that is the owner, who was told already. */
function officersOf({ owner, sender, admins }: People): readonly Recipient[] {
  if (sender !== null && sender.id !== owner?.id) return [sender];
  return admins.filter(({ id }) => id !== owner?.id);
}

/** Who answers for a round in the buyer's firm: the owner, else the officer who sent it, else the admins. */
export const inCharge = (people: People): readonly Recipient[] => (people.owner === null ? officersOf(people) : [people.owner]);

/** Who gets the letters of a role. The buyer's own questions are put to whoever is in charge, and go on from there. */
export function recipientsOf(role: ReminderRole, audience: 'supplier' | 'buyer', people: People): readonly Recipient[] {
  if (role === 'officers') return audience === 'buyer' && people.owner === null ? [] : officersOf(people);
  if (audience === 'buyer') return role === 'contact' ? inCharge(people) : [];
  if (role === 'owner') return listOf(people.owner);
  return listOf(role === 'contact' ? people.contact : people.secondContact);
}
