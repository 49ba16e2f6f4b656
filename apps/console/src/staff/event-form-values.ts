import type { CreateEventInput, EventDetails, JoinPolicy, WaitlistMode } from '@foyer/client';
import { instantOf, wallClockOf } from '../times/wall-clock.ts';
import { draftOf, type ReminderDraft, ruleOf } from './reminders/reminder-drafts.ts';

/** What the fields of the form hold: texts, as browsers give them. */
export type EventFormValues = {
  name: string;
  shortDescription: string;
  description: string;
  startsAtLocal: string;
  endsAtLocal: string;
  timeZone: string;
  locationName: string;
  locationAddress: string;
  paymentInfo: string;
  capacity: string;
  joinPolicy: JoinPolicy;
  waitlist: WaitlistMode;
  /** How long an offered seat is kept, in hours. */
  offerHours: string;
  registrationOpensAt: string;
  registrationClosesAt: string;
  reminders: ReminderDraft[];
};

export type EventFields = Required<CreateEventInput>;

export function emptyEvent(timeZone: string): EventFormValues {
  return {
    name: '',
    shortDescription: '',
    description: '',
    startsAtLocal: '',
    endsAtLocal: '',
    timeZone,
    locationName: '',
    locationAddress: '',
    paymentInfo: '',
    capacity: '',
    joinPolicy: 'open',
    waitlist: 'auto',
    offerHours: '24',
    registrationOpensAt: '',
    registrationClosesAt: '',
    reminders: [{ amount: '24', unit: 'hours', time: '09:00' }],
  };
}

export function valuesOf(event: EventDetails): EventFormValues {
  const local = (instant: Date | null) => (instant === null ? '' : wallClockOf(instant, event.timeZone));
  return {
    name: event.name,
    shortDescription: event.shortDescription,
    description: event.description,
    startsAtLocal: event.startsAtLocal,
    endsAtLocal: event.endsAtLocal,
    timeZone: event.timeZone,
    locationName: event.locationName ?? '',
    locationAddress: event.locationAddress ?? '',
    paymentInfo: event.paymentInfo ?? '',
    capacity: event.capacity === null ? '' : String(event.capacity),
    joinPolicy: event.joinPolicy,
    waitlist: event.waitlist,
    offerHours: String(event.offerHours),
    registrationOpensAt: local(event.registrationOpensAt),
    registrationClosesAt: local(event.registrationClosesAt),
    reminders: event.reminders.map(draftOf),
  };
}

export function fieldsOfValues(values: EventFormValues): EventFields {
  const textOrNull = (text: string) => (text.trim() === '' ? null : text.trim());
  const numberOrNull = (text: string) => (text.trim() === '' ? null : Number(text));
  const instant = (local: string) => (local === '' ? null : instantOf(local, values.timeZone));
  const { name, shortDescription, description, startsAtLocal, endsAtLocal, timeZone } = values;
  return {
    name: name.trim(),
    shortDescription: shortDescription.trim(),
    description: description.trim(),
    startsAtLocal,
    endsAtLocal,
    timeZone,
    locationName: textOrNull(values.locationName),
    locationAddress: textOrNull(values.locationAddress),
    paymentInfo: textOrNull(values.paymentInfo),
    capacity: numberOrNull(values.capacity),
    joinPolicy: values.joinPolicy,
    waitlist: values.waitlist,
    offerHours: Number(values.offerHours),
    registrationOpensAt: instant(values.registrationOpensAt),
    registrationClosesAt: instant(values.registrationClosesAt),
    reminders: values.reminders.map(ruleOf),
  };
}

/** Called as the API calls them. */
export const eventFields = Object.keys(emptyEvent('UTC')) as (keyof EventFormValues)[];
