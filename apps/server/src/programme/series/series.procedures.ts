import { NOT_ALLOWED } from '../../kernel/fault.contract.ts';
import { CURSOR_INVALID } from '../../kernel/page.contract.ts';
import { mutation, query, router } from '../../kernel/procedure.ts';
import {
  EVENT_CHANGED,
  EVENT_NOT_CANCELLABLE,
  EVENT_NOT_EDITABLE,
  EVENT_NOT_FOUND,
  EVENT_TIMES_INVALID,
} from '../events/events.contract.ts';
import { addSeriesDate } from './add-series-date.ts';
import { cancelSeries } from './cancel-series.ts';
import { createSeries } from './create-series.ts';
import { endSeries } from './end-series.ts';
import { getSeries } from './get-series.ts';
import { listSeriesDates } from './list-series-dates.ts';
import { previewSeries } from './preview-series.ts';
import { publishSeries } from './publish-series.ts';
import {
  AddSeriesDateInput,
  CancelSeriesInput,
  CreateSeriesInput,
  EndSeriesInput,
  EVENT_NOT_IN_SERIES,
  EVENT_NOT_REPEATABLE,
  GetSeriesInput,
  ListSeriesDatesInput,
  PreviewSeriesInput,
  PublishSeriesInput,
  SERIES_DATE_INVALID,
  SERIES_NOT_FOUND,
  SERIES_RULE_INVALID,
  SeriesChange,
  SeriesDatePage,
  SeriesDetails,
  SeriesPreview,
  SkipSeriesDateInput,
  UpdateSeriesInput,
} from './series.contract.ts';
import { skipSeriesDate } from './skip-series-date.ts';
import { updateSeries } from './update-series.ts';

export const seriesProcedures = router({
  preview: query({
    summary: 'Says which dates a rule would make, and at which of them clocks change; makes nothing.',
    demands: 'staff',
    rest: 'GET /series-preview',
    input: PreviewSeriesInput,
    output: SeriesPreview,
    faults: [NOT_ALLOWED, SERIES_RULE_INVALID, EVENT_TIMES_INVALID],
    run: previewSeries,
  }),
  create: mutation({
    summary: 'Repeats an event by a rule: it becomes the first date of a series, the others are drafts.',
    demands: 'staff',
    rest: 'POST /series',
    input: CreateSeriesInput,
    output: SeriesDetails,
    faults: [EVENT_NOT_FOUND, EVENT_NOT_REPEATABLE, SERIES_RULE_INVALID, EVENT_TIMES_INVALID],
    run: createSeries,
  }),
  get: query({
    summary: 'Reads a series: its rule, and how many of its dates stand how.',
    demands: 'staff',
    rest: 'GET /series/{seriesId}',
    input: GetSeriesInput,
    output: SeriesDetails,
    faults: [SERIES_NOT_FOUND],
    run: getSeries,
  }),
  listDates: query({
    summary: 'Lists the dates of a series, drafts and cancelled ones too.',
    demands: 'staff',
    rest: 'GET /series/{seriesId}/dates',
    input: ListSeriesDatesInput,
    output: SeriesDatePage,
    faults: [SERIES_NOT_FOUND, CURSOR_INVALID],
    run: listSeriesDates,
  }),
  update: mutation({
    summary:
      'Changes several dates of a series that have not begun. What a date has of its own survives, and past ones stay as they were.',
    demands: 'staff',
    rest: 'PATCH /series-events/{eventId}',
    input: UpdateSeriesInput,
    output: SeriesChange,
    faults: [
      EVENT_NOT_FOUND,
      EVENT_NOT_IN_SERIES,
      EVENT_CHANGED,
      EVENT_NOT_EDITABLE,
      EVENT_TIMES_INVALID,
      SERIES_RULE_INVALID,
    ],
    run: updateSeries,
  }),
  cancel: mutation({
    summary: 'Calls several dates of a series off and tells everybody who wanted to come; no more are made.',
    demands: 'staff',
    rest: 'POST /series-events/{eventId}/cancel',
    input: CancelSeriesInput,
    output: SeriesDetails,
    faults: [EVENT_NOT_FOUND, EVENT_NOT_IN_SERIES, EVENT_NOT_CANCELLABLE],
    run: cancelSeries,
  }),
  addDate: mutation({
    summary: 'Adds a day beside the rule, or one that was left out before.',
    demands: 'staff',
    rest: 'POST /series/{seriesId}/dates',
    input: AddSeriesDateInput,
    output: SeriesDetails,
    faults: [SERIES_NOT_FOUND, SERIES_DATE_INVALID],
    run: addSeriesDate,
  }),
  skipDate: mutation({
    summary:
      'Leaves a day out. Its event is removed if it is a draft without people, and cancelled otherwise.',
    demands: 'staff',
    rest: 'POST /series/{seriesId}/skipped-dates',
    input: SkipSeriesDateInput,
    output: SeriesDetails,
    faults: [SERIES_NOT_FOUND, SERIES_DATE_INVALID],
    run: skipSeriesDate,
  }),
  publish: mutation({
    summary: 'Shows all drafts of a series to everybody, and every date that is made later.',
    demands: 'staff',
    rest: 'POST /series/{seriesId}/publish',
    input: PublishSeriesInput,
    output: SeriesDetails,
    faults: [SERIES_NOT_FOUND],
    run: publishSeries,
  }),
  end: mutation({
    summary: 'Lets a series that goes on end with the last date that has been made.',
    demands: 'staff',
    rest: 'POST /series/{seriesId}/end',
    input: EndSeriesInput,
    output: SeriesDetails,
    faults: [SERIES_NOT_FOUND],
    run: endSeries,
  }),
});
