import type { AssessmentState } from '../assessment/assessment-states.js';
import { addDays, dayOf, type IsoDate, type IsoInstant } from '../shared/instant.js';
import { isDaytime, morningAfter, morningOf, nextMorning, wallTime } from './local-time.js';
import { type People, type Recipient, recipientsOf } from './recipients.js';
import { ESCALATION, REMINDERS, type ReminderRole, type ReminderStep, type StepRule } from './reminder-steps.js';

/** States in which a round waits for its answers. */
export const AWAITING_STATES: readonly AssessmentState[] = ['sent', 'in_progress', 'returned'];

export interface RoundToRemind {
  readonly audience: 'supplier' | 'buyer';
  readonly state: AssessmentState;
  /** When its due date was last told: sent, returned, or extended. */
  readonly askedAt: IsoInstant;
  readonly dueOn: IsoDate;
  readonly graceDays: number;
  /** Of its site, for whoever has no zone of their own. */
  readonly siteZone: string;
  readonly people: People;
  readonly sent: readonly SentReminder[];
}

export interface SentReminder {
  readonly step: ReminderStep;
  /** The day by which to answer as it was then. */
  readonly dueOn: IsoDate;
  readonly at: IsoInstant;
}

export interface DueReminder {
  readonly step: ReminderStep;
  readonly role: ReminderRole;
  readonly recipients: readonly Recipient[];
}

export interface ReminderPlan {
  /** The day by which to answer that the letters name. */
  readonly dueOn: IsoDate;
  /** What to send now. */
  readonly letters: readonly DueReminder[];
  /** When to look again, once these letters are sent; null: never. */
  readonly nextAt: IsoInstant | null;
}

interface Step extends StepRule {
  readonly at: IsoInstant;
  readonly zone: string;
  readonly recipients: readonly Recipient[];
}

interface Wanted {
  readonly step: Step;
  readonly from: IsoInstant;
}

/** A round that came back after its due date without a new one is due again after the days of grace. */
export function deadlineOf({ askedAt, dueOn, graceDays, siteZone }: Omit<RoundToRemind, 'people' | 'sent'>): IsoDate {
  const { day } = wallTime(askedAt, siteZone);
  return dueOn >= day ? dueOn : dayOf(addDays(day, graceDays));
}

/**
 * What is due at a moment, and when to look again. Each step is sent at most once for a due date; one whose day was over, or had begun, when the due
 * date was told is none; one that nobody can get is left out. A letter comes by day, by the recipient's clocks.
 */
export function planReminders(round: RoundToRemind, now: IsoInstant): ReminderPlan {
  const dueOn = deadlineOf(round);
  if (!AWAITING_STATES.includes(round.state)) return { dueOn, letters: [], nextAt: null };
  const sent = round.sent.filter((reminder) => reminder.dueOn === dueOn);
  const reminders = stepsOf(REMINDERS, round, dueOn);
  const escalation = stepsOf(ESCALATION, round, dueOn);
  const overdue = escalation.some(({ at }) => at <= now);
  const waiting = overdue ? missedOf(escalation, sent, now) : missedOf(reminders, sent, now).slice(-1);
  const [first, second] = waiting;
  const wanted = first === undefined ? null : { step: first, from: overdue ? notSameDay(first, escalation, sent) : first.at };
  const sendable = wanted !== null && now >= wanted.from && isDaytime(now, wanted.step.zone);
  const later = [...reminders, ...escalation].filter(({ at }) => at > now).map(({ at }) => at);
  const again = sendable ? (second === undefined ? [] : [nextMorning(now, second.zone)]) : waitFor(wanted, now);
  const nextAt = [...later, ...again].sort()[0] ?? null;
  if (!sendable) return { dueOn, letters: [], nextAt };
  const { step, to: role, recipients } = wanted.step;
  return { dueOn, letters: [{ step, role, recipients }], nextAt };
}

function stepsOf(rules: readonly StepRule[], round: RoundToRemind, dueOn: IsoDate): readonly Step[] {
  const askedOn = new Map<string, IsoDate>();
  const steps = rules.map((rule) => {
    const recipients = recipientsOf(rule.to, round.audience, round.people);
    const zone = recipients[0]?.zone ?? (rule.to === 'owner' || rule.to === 'officers' ? 'UTC' : round.siteZone);
    if (!askedOn.has(zone)) askedOn.set(zone, wallTime(round.askedAt, zone).day);
    const day = dayOf(addDays(dueOn, rule.days + (rule.afterGrace ? round.graceDays : 0)));
    return { ...rule, day, at: morningOf(day, zone), zone, recipients };
  });
  return steps.filter(({ day, zone }) => day > (askedOn.get(zone) ?? ''));
}

/** Steps whose moment has come and that somebody can get, after the last one that was sent. */
function missedOf(steps: readonly Step[], sent: readonly SentReminder[], now: IsoInstant): readonly Step[] {
  const last = steps.findLastIndex(({ step }) => sent.some((reminder) => reminder.step === step));
  return steps.slice(last + 1).filter(({ at, recipients }) => at <= now && recipients.length > 0);
}

/** The morning of the step, or of the day after the step before it was sent, where that was late. */
function notSameDay(step: Step, steps: readonly Step[], sent: readonly SentReminder[]): IsoInstant {
  const before = sent.filter((reminder) => steps.some((other) => other.step === reminder.step)).map(({ at }) => at);
  const last = before.sort().at(-1);
  if (last === undefined) return step.at;
  const free = morningAfter(last, step.zone);
  return free > step.at ? free : step.at;
}

function waitFor(wanted: Wanted | null, now: IsoInstant): readonly IsoInstant[] {
  if (wanted === null) return [];
  return [wanted.from > now ? wanted.from : nextMorning(now, wanted.step.zone)];
}
