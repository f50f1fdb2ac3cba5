import { zoneOfCountry } from '../../domain/reminders/country-zones.js';
import { isTimeZone } from '../../domain/reminders/local-time.js';
import type { RoundToRemind, SentReminder } from '../../domain/reminders/plan-reminders.js';
import type { Recipient } from '../../domain/reminders/recipients.js';
import type { ContactRow, RoundRow } from './rounds.queries.js';

/** Our own people have no zone on record. */
const PEOPLE_ZONE = 'UTC';

/** What is known beside the round itself. */
export interface Surroundings {
  readonly contacts: readonly ContactRow[];
  readonly admins: readonly string[];
  readonly sent: readonly SentReminder[];
  readonly graceDays: number;
}

export const personRecipient = (id: string | null): Recipient | null => (id === null ? null : { id, zone: PEOPLE_ZONE });

/** The round as the rules see it. While the supplier waits for word on more time nobody there is pressed. */
export function roundToRemind(row: RoundRow, { contacts, admins, sent, graceDays }: Surroundings): RoundToRemind {
  const siteZone = zoneOfCountry(row.country);
  const first = contacts.find((contact) => contact.link_id !== null);
  const second = contacts.find((contact) => contact.contact_id !== first?.contact_id);
  const asRecipient = (contact: ContactRow | undefined): Recipient | null =>
    contact === undefined || row.more_time_asked ? null : { id: contact.contact_id, zone: zoneOf(contact, siteZone) };
  return {
    audience: row.audience,
    state: row.state,
    askedAt: askedAt(row),
    dueOn: row.due_on,
    graceDays,
    siteZone,
    people: {
      contact: asRecipient(first),
      secondContact: asRecipient(second),
      owner: personRecipient(row.owner_id),
      sender: personRecipient(row.sender_id),
      admins: admins.map((id) => ({ id, zone: PEOPLE_ZONE })),
    },
    sent,
  };
}

const zoneOf = ({ time_zone: zone }: ContactRow, siteZone: string): string => (zone !== null && isTimeZone(zone) ? zone : siteZone);

/** When the supplier was last told by when to answer: on sending, on return, or with more time. */
function askedAt({ state, sent_at: sentAt, decided_at: decidedAt, more_time_at: grantedAt }: RoundRow): string {
  const moments = [sentAt, state === 'returned' ? decidedAt : null, grantedAt].flatMap((moment) => moment?.toISOString() ?? []);
  return moments.sort().at(-1) ?? sentAt.toISOString();
}
