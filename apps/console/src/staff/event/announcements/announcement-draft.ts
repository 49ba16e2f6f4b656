import type { CreateAnnouncementInput, EventDetails } from '@foyer/client';
import { instantOf } from '../../../times/wall-clock.ts';

type AnnouncedState = NonNullable<CreateAnnouncementInput['states']>[number];
export const announcedStates = ['going', 'waitlisted', 'offered', 'requested', 'invited'] as const;

/** An announcement as it is typed. */
export type AnnouncementDraft = {
  subject: string;
  body: string;
  states: AnnouncedState[];
  checkedIn: 'any' | 'yes' | 'no';
  when: 'now' | 'later';
  /** On the clock of the event's zone. */
  sendAtLocal: string;
};

export const emptyDraft: AnnouncementDraft = {
  subject: '',
  body: '',
  states: ['going'],
  checkedIn: 'any',
  when: 'now',
  sendAtLocal: '',
};

export function wordsAndPeopleOf(
  event: EventDetails,
  { subject, body, states, checkedIn }: AnnouncementDraft,
) {
  return { eventId: event.id, subject: subject.trim(), body: body.trim(), states, checkedIn };
}

export function inputOf(event: EventDetails, draft: AnnouncementDraft): CreateAnnouncementInput {
  const sendAt = draft.when === 'now' ? undefined : instantOf(draft.sendAtLocal, event.timeZone);
  return { ...wordsAndPeopleOf(event, draft), sendAt };
}

/** What can be said before the server is asked, by field. */
export function complaintsAbout(draft: AnnouncementDraft) {
  return {
    subject: draft.subject.trim() === '' ? ('subjectMissing' as const) : undefined,
    body: draft.body.trim() === '' ? ('bodyMissing' as const) : undefined,
    states: draft.states.length === 0 ? ('statesMissing' as const) : undefined,
    sendAt: draft.when === 'later' && draft.sendAtLocal === '' ? ('timeMissing' as const) : undefined,
  };
}
