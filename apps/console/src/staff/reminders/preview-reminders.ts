import { instantOf, isTimeZone } from '../../times/wall-clock.ts';
import { isSound, type ReminderDraft } from './reminder-drafts.ts';

export type Start = { startsAtLocal: string; timeZone: string };

/** When one rule reminds. `past`: nobody is reminded by it any more. `late`: it is not before the start, and is refused. */
type PreviewedReminder = { at: Date; fate: 'ahead' | 'past' | 'late' };

const DAY_MS = 86_400_000;

export function isStart({ startsAtLocal, timeZone }: Start): boolean {
  // Of an empty text browsers make the year 2000.
  return startsAtLocal !== '' && !Number.isNaN(Date.parse(`${startsAtLocal}:00Z`)) && isTimeZone(timeZone);
}

/** What these rules come to, as the server reckons it, the earliest first; of drafts that say something. */
export function previewReminders(
  drafts: readonly ReminderDraft[],
  { startsAtLocal, timeZone }: Start,
  now: Date,
): PreviewedReminder[] {
  const startsAt = instantOf(startsAtLocal, timeZone);
  return drafts
    .filter(isSound)
    .map((draft): PreviewedReminder => {
      const at = remindedAt(draft, { startsAtLocal, timeZone });
      if (at >= startsAt) return { at, fate: 'late' };
      return { at, fate: at <= now ? 'past' : 'ahead' };
    })
    .toSorted((one, other) => one.at.getTime() - other.at.getTime());
}

/** Minutes and hours pass; days go back by the calendar of the place. */
function remindedAt({ amount, unit, time }: ReminderDraft, { startsAtLocal, timeZone }: Start): Date {
  if (unit !== 'days') {
    const minutes = Number(amount) * (unit === 'hours' ? 60 : 1);
    return new Date(instantOf(startsAtLocal, timeZone).getTime() - minutes * 60_000);
  }
  const startDay = Date.parse(`${startsAtLocal.slice(0, 10)}T00:00:00Z`);
  const day = new Date(startDay - Number(amount) * DAY_MS).toISOString().slice(0, 10);
  return instantOf(`${day}T${time}`, timeZone);
}
