import { CURSOR_INVALID } from '../../kernel/page.contract.ts';
import { mutation, query, router } from '../../kernel/procedure.ts';
import { EVENT_NOT_FOUND } from '../events/events.contract.ts';
import { joinEvent } from './join-event.ts';
import { leaveEvent } from './leave-event.ts';
import { listMyParticipations } from './list-my-participations.ts';
import { listParticipants } from './list-participants.ts';
import {
  EVENT_FULL,
  JoinEventInput,
  LeaveEventInput,
  ListMyParticipationsInput,
  ListParticipantsInput,
  MyParticipationPage,
  NOT_PARTICIPATING,
  ParticipantPage,
  Participation,
  REGISTRATION_CLOSED,
} from './participations.contract.ts';

export const participationProcedures = router({
  join: mutation({
    summary: 'Takes a seat at an event, or a place in its waitlist.',
    demands: 'verified',
    rest: 'POST /events/{eventId}/join',
    input: JoinEventInput,
    output: Participation,
    faults: [EVENT_NOT_FOUND, EVENT_FULL, REGISTRATION_CLOSED],
    run: joinEvent,
  }),
  leave: mutation({
    summary: 'Gives the seat, or the place in the waitlist, back.',
    demands: 'verified',
    rest: 'POST /events/{eventId}/leave',
    input: LeaveEventInput,
    output: Participation,
    faults: [EVENT_NOT_FOUND, NOT_PARTICIPATING],
    run: leaveEvent,
  }),
  listMine: query({
    summary: 'Lists what the caller takes part in, the latest event first.',
    demands: 'signedIn',
    rest: 'GET /participations',
    input: ListMyParticipationsInput,
    output: MyParticipationPage,
    faults: [CURSOR_INVALID],
    run: listMyParticipations,
  }),
  listForEvent: query({
    summary: 'Lists who takes part in an event, in the order in which they joined.',
    demands: 'staff',
    rest: 'GET /events/{eventId}/participants',
    input: ListParticipantsInput,
    output: ParticipantPage,
    faults: [CURSOR_INVALID],
    run: listParticipants,
  }),
});
