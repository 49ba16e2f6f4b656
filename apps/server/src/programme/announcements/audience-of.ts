import { type Kysely, sql } from 'kysely';
import type { Tables } from '../../kernel/database/tables.ts';
import { recipientsOf } from '../participations/find-recipients.ts';
import type { Attendance } from '../participations/read-attendance.ts';
import type { Announcement } from './announcements.contract.ts';

export type Audience = Pick<Announcement, 'eventId' | 'states' | 'checkedIn'>;

/** Whom an announcement is for, where they are: for a statement that writes to them or counts them. */
export function audienceOf({ eventId, states, checkedIn }: Audience) {
  return (db: Kysely<Tables>) => {
    const people = recipientsOf(eventId, states)(db);
    if (checkedIn === 'any') return people;
    return people.where(
      checkedIn === 'yes'
        ? sql<boolean>`participation.checked_in_at is not null`
        : sql<boolean>`participation.checked_in_at is null`,
    );
  };
}

/** The same for one person, as they stand now. */
export function isInAudience({ state, isCheckedIn }: Attendance, { states, checkedIn }: Audience): boolean {
  const isAmong: readonly string[] = states;
  return isAmong.includes(state) && (checkedIn === 'any' || isCheckedIn === (checkedIn === 'yes'));
}
