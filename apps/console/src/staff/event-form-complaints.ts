import type { EventFormValues } from './event-form-values.ts';
import { isSound } from './reminders/reminder-drafts.ts';

export type Complaint =
  | {
      key:
        | 'required'
        | 'endBeforeStart'
        | 'capacityInvalid'
        | 'offerHoursInvalid'
        | 'closesBeforeOpens'
        | 'closesAfterEnd'
        | 'remindersInvalid';
    }
  | { key: 'tooLong'; most: number };

type TextName = Exclude<keyof EventFormValues, 'reminders'>;

const longest: Partial<Record<TextName, number>> = {
  name: 160,
  shortDescription: 300,
  description: 20_000,
  locationName: 160,
  locationAddress: 300,
  paymentInfo: 2_000,
};

const required = ['name', 'startsAtLocal', 'endsAtLocal'] as const;

/** What can be said before the server is asked, by field. The server decides. */
export function complaintsAbout(values: EventFormValues): Partial<Record<keyof EventFormValues, Complaint>> {
  const complaints: Partial<Record<keyof EventFormValues, Complaint>> = {};
  for (const [name, most] of Object.entries(longest) as [TextName, number][]) {
    if (values[name].trim().length > most) complaints[name] = { key: 'tooLong', most };
  }
  if (values.endsAtLocal <= values.startsAtLocal) complaints.endsAtLocal = { key: 'endBeforeStart' };
  if (!isCapacity(values.capacity.trim())) complaints.capacity = { key: 'capacityInvalid' };
  if (!isFromTo(values.offerHours.trim(), 720)) complaints.offerHours = { key: 'offerHoursInvalid' };
  if (!values.reminders.every(isSound)) complaints.reminders = { key: 'remindersInvalid' };
  const { registrationOpensAt: opens, registrationClosesAt: closes, endsAtLocal: ends } = values;
  if (closes !== '' && ends !== '' && closes > ends)
    complaints.registrationClosesAt = { key: 'closesAfterEnd' };
  if (opens !== '' && closes !== '' && closes <= opens) {
    complaints.registrationClosesAt = { key: 'closesBeforeOpens' };
  }
  for (const name of required) {
    if (values[name].trim() === '') complaints[name] = { key: 'required' };
  }
  return complaints;
}

function isCapacity(text: string): boolean {
  return text === '' || isFromTo(text, 1_000_000);
}

function isFromTo(text: string, most: number): boolean {
  return /^\d{1,7}$/.test(text) && Number(text) >= 1 && Number(text) <= most;
}
