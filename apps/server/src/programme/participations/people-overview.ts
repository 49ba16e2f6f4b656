import { CURSOR_INVALID } from '../../kernel/page.contract.ts';
import { mutation, query } from '../../kernel/procedure.ts';
import { Attendance, AttendanceInput } from '../attendance/attendance.contract.ts';
import { readAttendanceOverTime } from '../attendance/read-attendance-over-time.ts';
import { EVENT_NOT_FOUND } from '../events/events.contract.ts';
import { exportParticipants } from '../exports/export-participants.ts';
import { ExportParticipantsInput, ParticipantsExport } from '../exports/exports.contract.ts';
import { countParticipants } from './count-participants.ts';
import { listParticipants } from './list-participants.ts';
import {
  CountParticipantsInput,
  ListParticipantsInput,
  ParticipantCounts,
  ParticipantPage,
  ParticipationHistory,
  ReadHistoryInput,
} from './participations.contract.ts';
import { readHistory } from './read-history.ts';

/** What staff sees of the people of an event, and takes along of them. A part of the door of `participations`. */
export const overviewProcedures = {
  listForEvent: query({
    summary: 'Lists who takes part in an event, in the order in which they joined.',
    demands: 'staff',
    rest: 'GET /events/{eventId}/participants',
    input: ListParticipantsInput,
    output: ParticipantPage,
    faults: [CURSOR_INVALID],
    run: listParticipants,
  }),
  countForEvent: query({
    summary: 'Counts who stands how with an event.',
    demands: 'staff',
    rest: 'GET /events/{eventId}/participants/count',
    input: CountParticipantsInput,
    output: ParticipantCounts,
    run: countParticipants,
  }),
  history: query({
    summary: 'Lists what became of one person at an event and who did it, the newest first.',
    demands: 'staff',
    rest: 'GET /participations/{participationId}/history',
    input: ReadHistoryInput,
    output: ParticipationHistory,
    faults: [CURSOR_INVALID],
    run: readHistory,
  }),
  attendance: query({
    summary: 'Tells how an event filled up, and how its people came in.',
    demands: 'staff',
    rest: 'GET /events/{eventId}/attendance',
    input: AttendanceInput,
    output: Attendance,
    run: readAttendanceOverTime,
  }),
  export: mutation({
    summary: 'Gives out a link by which the attendees of an event are downloaded once, as CSV or XLSX.',
    demands: 'staff',
    rest: 'POST /events/{eventId}/participants/export',
    input: ExportParticipantsInput,
    output: ParticipantsExport,
    faults: [EVENT_NOT_FOUND],
    run: exportParticipants,
  }),
};
