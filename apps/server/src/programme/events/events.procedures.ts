import { NOT_ALLOWED } from '../../kernel/fault.contract.ts';
import { CURSOR_INVALID } from '../../kernel/page.contract.ts';
import { mutation, query, router } from '../../kernel/procedure.ts';
import { imageProcedures } from '../images/event-pictures.ts';
import { archiveEvent } from './archive-event.ts';
import { cancelEvent } from './cancel-event.ts';
import { createEvent } from './create-event.ts';
import { duplicateEvent } from './duplicate-event.ts';
import {
  ArchiveEventInput,
  CancelEventInput,
  CreateEventInput,
  DuplicateEventInput,
  EVENT_CHANGED,
  EVENT_HAS_PARTICIPANTS,
  EVENT_NOT_ARCHIVABLE,
  EVENT_NOT_CANCELLABLE,
  EVENT_NOT_EDITABLE,
  EVENT_NOT_FOUND,
  EVENT_NOT_PUBLISHABLE,
  EVENT_NOT_PUBLISHED,
  EVENT_TIMES_INVALID,
  EventDetails,
  EventPage,
  GetEventInput,
  ListEventsInput,
  PublishEventInput,
  SearchEventsInput,
  UnpublishEventInput,
  UpdateEventInput,
} from './events.contract.ts';
import { getEvent } from './get-event.ts';
import { listEvents } from './list-events.ts';
import { publishEvent } from './publish-event.ts';
import { searchEvents } from './search-events.ts';
import { unpublishEvent } from './unpublish-event.ts';
import { updateEvent } from './update-event.ts';

export const eventProcedures = router({
  ...imageProcedures,
  list: query({
    summary: 'Lists events, one page at a time.',
    demands: 'open',
    rest: 'GET /events',
    input: ListEventsInput,
    output: EventPage,
    faults: [CURSOR_INVALID, NOT_ALLOWED],
    run: listEvents,
  }),
  search: query({
    summary:
      'Finds events by words in English, Russian or German, typing errors forgiven; what fits best comes first.',
    demands: 'open',
    rest: 'GET /event-search',
    input: SearchEventsInput,
    output: EventPage,
    faults: [CURSOR_INVALID, NOT_ALLOWED],
    run: searchEvents,
  }),
  get: query({
    summary: 'Reads everything about one event.',
    demands: 'open',
    rest: 'GET /events/{eventId}',
    input: GetEventInput,
    output: EventDetails,
    faults: [EVENT_NOT_FOUND],
    run: getEvent,
  }),
  create: mutation({
    summary: 'Makes an event, as a draft.',
    demands: 'staff',
    rest: 'POST /events',
    input: CreateEventInput,
    output: EventDetails,
    faults: [EVENT_TIMES_INVALID],
    run: createEvent,
  }),
  update: mutation({
    summary: 'Changes an event. New seats go to those who wait, and another time moves the reminders.',
    demands: 'staff',
    rest: 'PATCH /events/{eventId}',
    input: UpdateEventInput,
    output: EventDetails,
    faults: [EVENT_NOT_FOUND, EVENT_CHANGED, EVENT_NOT_EDITABLE, EVENT_TIMES_INVALID],
    run: updateEvent,
  }),
  publish: mutation({
    summary: 'Shows a draft to everybody.',
    demands: 'staff',
    rest: 'POST /events/{eventId}/publish',
    input: PublishEventInput,
    output: EventDetails,
    faults: [EVENT_NOT_FOUND, EVENT_NOT_PUBLISHABLE],
    run: publishEvent,
  }),
  unpublish: mutation({
    summary: 'Makes a draft again of an event that nobody takes part in yet.',
    demands: 'staff',
    rest: 'POST /events/{eventId}/unpublish',
    input: UnpublishEventInput,
    output: EventDetails,
    faults: [EVENT_NOT_FOUND, EVENT_NOT_PUBLISHED, EVENT_HAS_PARTICIPANTS],
    run: unpublishEvent,
  }),
  duplicate: mutation({
    summary: 'Makes a draft like an event, at another time and without its people.',
    demands: 'staff',
    rest: 'POST /events/{eventId}/duplicate',
    input: DuplicateEventInput,
    output: EventDetails,
    faults: [EVENT_NOT_FOUND, EVENT_TIMES_INVALID],
    run: duplicateEvent,
  }),
  archive: mutation({
    summary: 'Puts away an event that is over or cancelled: staff alone sees it then.',
    demands: 'staff',
    rest: 'POST /events/{eventId}/archive',
    input: ArchiveEventInput,
    output: EventDetails,
    faults: [EVENT_NOT_FOUND, EVENT_NOT_ARCHIVABLE],
    run: archiveEvent,
  }),
  cancel: mutation({
    summary: 'Calls an event off and tells everybody who wanted to come.',
    demands: 'staff',
    rest: 'POST /events/{eventId}/cancel',
    input: CancelEventInput,
    output: EventDetails,
    faults: [EVENT_NOT_FOUND, EVENT_NOT_CANCELLABLE],
    run: cancelEvent,
  }),
});
