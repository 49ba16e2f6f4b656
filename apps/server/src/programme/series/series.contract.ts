import { z } from 'zod';
import { declareFault } from '../../kernel/fault.contract.ts';
import { nextCursor, pageInput } from '../../kernel/page.contract.ts';
import {
  CancelEventInput,
  CreateEventInput,
  EventPhase,
  EventStatus,
  UpdateEventInput,
} from '../events/events.contract.ts';
import { LocalDate } from './occurrence.contract.ts';

const rule = z
  .string()
  .trim()
  .min(1, 'Give a rule such as FREQ=WEEKLY;BYDAY=MO.')
  .max(400, 'At most 400 characters.')
  .describe(
    'An RRULE of RFC 5545 with FREQ (DAILY, WEEKLY, MONTHLY, YEARLY), INTERVAL, BYDAY (also 1MO, -1FR), BYMONTHDAY, BYMONTH, BYSETPOS, WKST and COUNT or UNTIL.',
  );

export const ClockChange = z.enum(['skipped', 'doubled']).meta({
  id: 'ClockChange',
  description:
    'What a clock change does to a time on the wall. `skipped`: it does not exist on that day, and is taken as much later. `doubled`: it comes twice, and is taken the first time.',
});
export type ClockChange = z.infer<typeof ClockChange>;

export const PreviewSeriesInput = z
  .object({
    rule,
    startsAtLocal: CreateEventInput.shape.startsAtLocal,
    endsAtLocal: CreateEventInput.shape.endsAtLocal,
    timeZone: CreateEventInput.shape.timeZone,
    limit: z.coerce.number().int().min(1).max(100).default(10).describe('Dates at most, 1 to 100.'),
  })
  .meta({ id: 'PreviewSeriesInput', description: 'A rule, and when its first event takes place.' });
export type PreviewSeriesInput = z.infer<typeof PreviewSeriesInput>;

export const PreviewedDate = z
  .object({
    date: LocalDate,
    startsAtLocal: z.string(),
    endsAtLocal: z.string(),
    startsAt: z.date(),
    endsAt: z.date(),
    clockChange: ClockChange.nullable().describe('Of the start or else the end; null on usual days.'),
  })
  .meta({ id: 'PreviewedDate' });
export type PreviewedDate = z.infer<typeof PreviewedDate>;

export const SeriesPreview = z
  .object({
    rule: z.string().describe('The rule with everything said that the first event only implies.'),
    isEndless: z.boolean().describe('Whether it goes on; its dates are then made for 12 months ahead.'),
    made: z.int().describe('How many events there would be for now.'),
    dates: z.array(PreviewedDate).describe('The first of them.'),
    clockChanges: z.array(PreviewedDate).describe('Those of all of them that a clock change touches.'),
  })
  .meta({ id: 'SeriesPreview', description: 'What a rule would make. Nothing has been made yet.' });
export type SeriesPreview = z.infer<typeof SeriesPreview>;

export const CreateSeriesInput = z
  .object({
    eventId: z.uuid().describe('The first date: a draft, or a published event that is not over.'),
    rule,
  })
  .meta({ id: 'CreateSeriesInput' });
export type CreateSeriesInput = z.infer<typeof CreateSeriesInput>;

export const SeriesDetails = z
  .object({
    id: z.uuid(),
    name: z.string(),
    rule: z.string(),
    startsOn: LocalDate.describe('The day from which the rule is counted.'),
    startTime: z.string().describe('On the wall of `timeZone`: `19:30`.'),
    durationMinutes: z.int().describe('By the clock on the wall.'),
    timeZone: z.string(),
    isEndless: z.boolean(),
    isPublished: z.boolean().describe('Whether dates that are made later are published at once.'),
    madeUntil: LocalDate.describe('Up to this day every date of the rule has been made.'),
    excludedDates: z.array(LocalDate).describe('Days of the rule that are left out.'),
    extraDates: z.array(LocalDate).describe('Days beside the rule.'),
    drafts: z.int().describe('Drafts that are not over.'),
    coming: z.int().describe('Drafts and published events that are not over.'),
    cancelled: z.int().describe('Cancelled events that would not be over.'),
    past: z.int(),
  })
  .meta({ id: 'SeriesDetails', description: 'A rule by which an event comes back.' });
export type SeriesDetails = z.infer<typeof SeriesDetails>;

export const GetSeriesInput = z.object({ seriesId: z.uuid() }).meta({ id: 'GetSeriesInput' });
export type GetSeriesInput = z.infer<typeof GetSeriesInput>;

export const ListSeriesDatesInput = z
  .object({
    ...pageInput,
    seriesId: z.uuid(),
    when: z.enum(['upcoming', 'past']).default('upcoming').describe('`upcoming`: not over, soonest first.'),
  })
  .meta({ id: 'ListSeriesDatesInput' });
export type ListSeriesDatesInput = z.infer<typeof ListSeriesDatesInput>;

export const SeriesDate = z
  .object({
    eventId: z.uuid(),
    date: LocalDate,
    status: EventStatus,
    phase: EventPhase,
    name: z.string(),
    startsAt: z.date(),
    startsAtLocal: z.string(),
    endsAtLocal: z.string(),
    timeZone: z.string(),
    seatsTaken: z.int(),
    capacity: z.int().nullable(),
    ownFields: z.array(z.string()).describe('What was changed of this date alone.'),
  })
  .meta({ id: 'SeriesDate', description: 'One date of a series, as staff sees it.' });
export type SeriesDate = z.infer<typeof SeriesDate>;

export const SeriesDatePage = z
  .object({ items: z.array(SeriesDate), nextCursor })
  .meta({ id: 'SeriesDatePage' });
export type SeriesDatePage = z.infer<typeof SeriesDatePage>;

export const SeriesScope = z.enum(['following', 'all']).meta({
  id: 'SeriesScope',
  description:
    '`following`: this date and those after it. `all`: every date that has not begun. A date alone is changed like any event, and keeps then what it has of its own.',
});
export type SeriesScope = z.infer<typeof SeriesScope>;

export const UpdateSeriesInput = UpdateEventInput.extend({
  eventId: z
    .uuid()
    .describe('The date at which the change is made. What is given counts where it differs from it.'),
  scope: SeriesScope,
  rule: rule
    .optional()
    .describe(
      'Another rule for the dates to come; its COUNT counts from there. Events keep their people: of one week (month, year) they take over the new dates in their order.',
    ),
  reason: CancelEventInput.shape.reason
    .optional()
    .describe('Told to those whose date has no place in the new rule; left out: no reason is given.'),
  withImage: z
    .boolean()
    .default(false)
    .describe('Whether the others get the picture of this date, or lose theirs.'),
}).meta({ id: 'UpdateSeriesInput', description: 'What to change of several dates; what is left out stays.' });
export type UpdateSeriesInput = z.infer<typeof UpdateSeriesInput>;

export const SeriesChange = z
  .object({
    series: SeriesDetails.describe('With `following`, a new series: the one before ends before this date.'),
    changed: z.int().describe('Events that are other than before.'),
    added: z.int(),
    cancelled: z
      .int()
      .describe('Published events without a date in the new rule. They have left the series.'),
    removed: z.int().describe('The same of drafts without people: they are gone.'),
  })
  .meta({ id: 'SeriesChange' });
export type SeriesChange = z.infer<typeof SeriesChange>;

export const CancelSeriesInput = CancelEventInput.extend({ scope: SeriesScope }).meta({
  id: 'CancelSeriesInput',
});
export type CancelSeriesInput = z.infer<typeof CancelSeriesInput>;

export const AddSeriesDateInput = z
  .object({ seriesId: z.uuid(), date: LocalDate })
  .meta({ id: 'AddSeriesDateInput', description: 'A day beside the rule, or one that was left out before.' });
export type AddSeriesDateInput = z.infer<typeof AddSeriesDateInput>;

export const SkipSeriesDateInput = AddSeriesDateInput.extend({
  reason: CancelEventInput.shape.reason,
}).meta({ id: 'SkipSeriesDateInput', description: 'A day of the series that is to be left out.' });
export type SkipSeriesDateInput = z.infer<typeof SkipSeriesDateInput>;

export const PublishSeriesInput = z.object({ seriesId: z.uuid() }).meta({ id: 'PublishSeriesInput' });
export type PublishSeriesInput = z.infer<typeof PublishSeriesInput>;

export const EndSeriesInput = z.object({ seriesId: z.uuid() }).meta({ id: 'EndSeriesInput' });
export type EndSeriesInput = z.infer<typeof EndSeriesInput>;

export const SERIES_NOT_FOUND = declareFault('SERIES_NOT_FOUND', 'NOT_FOUND', 'There is no such series.');
export const SERIES_RULE_INVALID = declareFault(
  'SERIES_RULE_INVALID',
  'BAD_REQUEST',
  'This is no rule by which an event can come back.',
);
export const SERIES_DATE_INVALID = declareFault(
  'SERIES_DATE_INVALID',
  'CONFLICT',
  'This day cannot be added to the series, or left out of it.',
);
export const EVENT_NOT_REPEATABLE = declareFault(
  'EVENT_NOT_REPEATABLE',
  'CONFLICT',
  'Only a draft or a published event that has not begun and is in no series can be repeated.',
);
export const EVENT_NOT_IN_SERIES = declareFault(
  'EVENT_NOT_IN_SERIES',
  'CONFLICT',
  'This event is not a date of a series.',
);
