import { CURSOR_INVALID } from '../../kernel/page.contract.ts';
import { mutation, query, router } from '../../kernel/procedure.ts';
import { ACCOUNT_NOT_FOUND } from '../../people/accounts/accounts.contract.ts';
import { checkIn, undoCheckIn } from '../check-ins/check-in.ts';
import {
  CHECK_IN_CLOSED,
  CHECK_IN_UNDONE,
  CheckIn,
  CheckInInput,
  DoorList,
  ListDoorInput,
  SCAN_TIME_INVALID,
  TICKET_GIVEN_UP,
  TICKET_REJECTED,
  TICKET_UNKNOWN,
  TICKET_WITHOUT_SEAT,
  Ticket,
  TicketInput,
  UndoCheckInInput,
} from '../check-ins/check-ins.contract.ts';
import { listDoor } from '../check-ins/list-door.ts';
import { readTicket } from '../check-ins/read-ticket.ts';
import { EVENT_NOT_FOUND } from '../events/events.contract.ts';
import {
  INVITATION_NOT_FOUND,
  Invitation,
  InvitationPage,
  InviteByCsvInput,
  InvitedByCsv,
  InvitedPeople,
  InviteInput,
  ListInvitationsInput,
  WithdrawInvitationInput,
} from '../invitations/invitations.contract.ts';
import { inviteByCsv } from '../invitations/invite-by-csv.ts';
import { invitePeople } from '../invitations/invite-people.ts';
import { listInvitations } from '../invitations/list-invitations.ts';
import { withdrawInvitation } from '../invitations/withdraw-invitations.ts';
import { acceptEvent } from './accept-event.ts';
import { joinEvent } from './join-event.ts';
import { joinTogether } from './join-together.ts';
import { declineEvent, leaveEvent } from './leave-event.ts';
import { listMyParticipations } from './list-my-participations.ts';
import {
  AcceptEventInput,
  DeclineEventInput,
  EVENT_FULL,
  INVITATION_REQUIRED,
  JoinEventInput,
  LeaveEventInput,
  ListMyParticipationsInput,
  MyParticipationPage,
  NOT_PARTICIPATING,
  NOTHING_OFFERED,
  OFFER_EXPIRED,
  PARTICIPATION_REFUSED,
  Participation,
  REGISTRATION_CLOSED,
} from './participations.contract.ts';
import { overviewProcedures } from './people-overview.ts';
import { recordParticipation, recordRequest } from './record-participation.ts';
import { removeParticipation } from './remove-participation.ts';
import { approveParticipations, rejectParticipations } from './settle-requests.ts';
import {
  ApproveParticipationsInput,
  EVENT_NOT_ANSWERABLE,
  NO_WAITLIST,
  PARTICIPATION_NOT_FOUND,
  ParticipationChanges,
  ParticipationRecord,
  PERSON_BLACKLISTED,
  RecordParticipationInput,
  RecordRequestInput,
  RejectParticipationsInput,
  RemoveParticipationInput,
} from './steering.contract.ts';

export const participationProcedures = router({
  join: mutation({
    summary:
      'Takes a seat at an event or a place in its waitlist, or asks staff for one, as the event has it.',
    demands: 'verified',
    rest: 'POST /events/{eventId}/join',
    input: JoinEventInput,
    output: Participation,
    faults: [
      EVENT_NOT_FOUND,
      EVENT_FULL,
      REGISTRATION_CLOSED,
      INVITATION_REQUIRED,
      PARTICIPATION_REFUSED,
      OFFER_EXPIRED,
    ],
    together: joinTogether,
    run: joinEvent,
  }),
  accept: mutation({
    summary: 'Says yes to an invitation, or to a seat on offer.',
    demands: 'verified',
    rest: 'POST /events/{eventId}/accept',
    input: AcceptEventInput,
    output: Participation,
    faults: [
      EVENT_NOT_FOUND,
      NOTHING_OFFERED,
      EVENT_FULL,
      REGISTRATION_CLOSED,
      PARTICIPATION_REFUSED,
      OFFER_EXPIRED,
    ],
    run: acceptEvent,
  }),
  decline: mutation({
    summary: 'Says no to an invitation, or to a seat on offer.',
    demands: 'verified',
    rest: 'POST /events/{eventId}/decline',
    input: DeclineEventInput,
    output: Participation,
    faults: [EVENT_NOT_FOUND, NOTHING_OFFERED, NOT_PARTICIPATING],
    run: declineEvent,
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
  ...overviewProcedures,
  approve: mutation({
    summary: 'Lets people in who asked: to a seat, or into the line when every seat is taken.',
    demands: 'staff',
    rest: 'POST /participations/approve',
    input: ApproveParticipationsInput,
    output: ParticipationChanges,
    run: approveParticipations,
  }),
  reject: mutation({
    summary: 'Turns people away; the seats that they held go to those who wait.',
    demands: 'staff',
    rest: 'POST /participations/reject',
    input: RejectParticipationsInput,
    output: ParticipationChanges,
    run: rejectParticipations,
  }),
  invite: mutation({
    summary: 'Asks people whether they come, by account or by address.',
    demands: 'staff',
    rest: 'POST /events/{eventId}/invite',
    input: InviteInput,
    output: InvitedPeople,
    faults: [EVENT_NOT_FOUND, REGISTRATION_CLOSED],
    run: invitePeople,
  }),
  inviteByCsv: mutation({
    summary:
      'Asks the people whom a CSV file names whether they come, or only says what is wrong with the file.',
    demands: 'staff',
    rest: 'POST /events/{eventId}/invite-by-csv',
    input: InviteByCsvInput,
    output: InvitedByCsv,
    faults: [EVENT_NOT_FOUND, REGISTRATION_CLOSED],
    run: inviteByCsv,
  }),
  listInvitations: query({
    summary: 'Lists the invited who have no account yet.',
    demands: 'staff',
    rest: 'GET /events/{eventId}/invitations',
    input: ListInvitationsInput,
    output: InvitationPage,
    faults: [CURSOR_INVALID],
    run: listInvitations,
  }),
  withdrawInvitation: mutation({
    summary: 'Takes an invitation back whose address has no account yet.',
    demands: 'staff',
    rest: 'DELETE /invitations/{invitationId}',
    input: WithdrawInvitationInput,
    output: Invitation,
    faults: [INVITATION_NOT_FOUND],
    run: withdrawInvitation,
  }),
  record: mutation({
    summary: 'Says how somebody stands with an event, against its rules only when told to.',
    demands: 'staff',
    rest: 'POST /events/{eventId}/record',
    input: RecordParticipationInput,
    output: ParticipationRecord,
    faults: [
      EVENT_NOT_FOUND,
      ACCOUNT_NOT_FOUND,
      EVENT_FULL,
      NO_WAITLIST,
      REGISTRATION_CLOSED,
      PERSON_BLACKLISTED,
    ],
    run: recordParticipation,
  }),
  recordRequest: mutation({
    summary: 'Asks somebody to confirm that they come; they may also while registration is not open.',
    demands: 'staff',
    rest: 'POST /events/{eventId}/record-request',
    input: RecordRequestInput,
    output: ParticipationRecord,
    faults: [EVENT_NOT_FOUND, ACCOUNT_NOT_FOUND, EVENT_NOT_ANSWERABLE, PERSON_BLACKLISTED],
    run: recordRequest,
  }),
  remove: mutation({
    summary: 'Deletes the record of a person at an event; the audit log keeps that there was one.',
    demands: 'staff',
    rest: 'DELETE /participations/{participationId}',
    input: RemoveParticipationInput,
    output: ParticipationRecord,
    faults: [PARTICIPATION_NOT_FOUND],
    run: removeParticipation,
  }),
  ticket: query({
    summary: 'Reads the ticket of the caller, to be shown at the door.',
    demands: 'verified',
    rest: 'GET /events/{eventId}/ticket',
    input: TicketInput,
    output: Ticket,
    faults: [NOT_PARTICIPATING, TICKET_WITHOUT_SEAT],
    run: readTicket,
  }),
  listDoor: query({
    summary: 'Lists everybody of an event as a door needs to know them that may lose its network.',
    demands: 'staff',
    rest: 'GET /events/{eventId}/door',
    input: ListDoorInput,
    output: DoorList,
    faults: [CURSOR_INVALID],
    run: listDoor,
  }),
  checkIn: mutation({
    summary: 'Lets somebody in by their ticket, or by their participation.',
    demands: 'staff',
    rest: 'POST /events/{eventId}/check-ins',
    input: CheckInInput,
    output: CheckIn,
    faults: [
      TICKET_UNKNOWN,
      TICKET_REJECTED,
      TICKET_GIVEN_UP,
      TICKET_WITHOUT_SEAT,
      CHECK_IN_CLOSED,
      SCAN_TIME_INVALID,
      CHECK_IN_UNDONE,
    ],
    run: checkIn,
  }),
  undoCheckIn: mutation({
    summary: 'Takes a check-in back that was a mistake.',
    demands: 'staff',
    rest: 'DELETE /events/{eventId}/check-ins/{participationId}',
    input: UndoCheckInInput,
    output: CheckIn,
    faults: [TICKET_UNKNOWN],
    run: undoCheckIn,
  }),
});
