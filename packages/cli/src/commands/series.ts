import type { ListSeriesDatesInput, SeriesDetails, UpdateSeriesInput } from '@foyer/client';
import { type Command, onlyWord, UsageError } from '../command.ts';

const AN_EVENT = 'the id of an event';
const A_SERIES = 'the id of a series';
const A_RULE = 'an RRULE such as FREQ=WEEKLY;BYDAY=MO;COUNT=10';
const A_DATE = 'the day: 2027-03-14';
const A_SCOPE = 'following: this date and those after it; all: every date that is still to come';

export const repeatEvent: Command = {
  name: 'events repeat',
  takes: '<event id>',
  summary: 'Make an event the first date of a series. The others are drafts like it.',
  options: { rule: A_RULE },
  flags: { trial: 'say which dates there would be, and make none' },
  async run({ words, options: { rule }, flags, client }) {
    const eventId = onlyWord(words, AN_EVENT);
    if (rule === undefined) throw new UsageError('Say how, with --rule FREQ=WEEKLY.');
    const foyer = await client();
    if (!flags.has('trial')) return describe(await foyer.series.create({ eventId, rule }));
    const { startsAtLocal, endsAtLocal, timeZone } = await foyer.events.get({ eventId });
    const preview = await foyer.series.preview({ rule, startsAtLocal, endsAtLocal, timeZone, limit: 100 });
    const dates = preview.dates.map(
      (date) => `  ${date.startsAtLocal}${date.clockChange === null ? '' : ` (${date.clockChange})`}`,
    );
    const more = preview.made > dates.length ? ['  …'] : [];
    return { json: preview, text: [`${preview.made} would be made:`, ...dates, ...more].join('\n') };
  },
};

const ofSeries = (
  name: 'publish' | 'end' | 'get',
  { verb, summary }: { verb: string; summary: string },
): Command => ({
  name: `series ${verb}`,
  takes: '<series id>',
  summary,
  async run({ words, client }) {
    return describe(await (await client()).series[name]({ seriesId: onlyWord(words, A_SERIES) }));
  },
});

export const showSeries = ofSeries('get', {
  verb: 'show',
  summary: 'Show the rule of a series, and how it stands.',
});
export const publishSeries = ofSeries('publish', {
  verb: 'publish',
  summary: 'Show all drafts of a series, and every date that is made later.',
});
export const endSeries = ofSeries('end', {
  verb: 'end',
  summary: 'Let a series end with the last date it has.',
});

export const listSeriesDates: Command = {
  name: 'series dates',
  takes: '<series id>',
  summary: 'List the dates of a series, drafts and cancelled ones too.',
  options: {
    when: 'upcoming (the default) or past',
    cursor: 'where to go on: the nextCursor of the page before',
  },
  async run({ words, options: { when, cursor }, client }) {
    const seriesId = onlyWord(words, A_SERIES);
    // The server knows which words are right, and says so.
    const input = { seriesId, limit: 100, when, cursor } as ListSeriesDatesInput;
    const page = await (await client()).series.listDates(input);
    const lines = page.items.map(
      ({ eventId, startsAtLocal, status, ownFields }) =>
        `${eventId}  ${startsAtLocal.replace('T', ' ')}  ${status}${ownFields.length > 0 ? `  own: ${ownFields.join(', ')}` : ''}`,
    );
    const more = page.nextCursor ? [`More: --cursor ${page.nextCursor}`] : [];
    return { json: page, text: [...(lines.length > 0 ? lines : ['No dates.']), ...more].join('\n') };
  },
};

export const addSeriesDate: Command = {
  name: 'series add-date',
  takes: '<series id>',
  summary: 'Add a day beside the rule, or one that was left out.',
  options: { date: A_DATE },
  async run({ words, options: { date }, client }) {
    const seriesId = onlyWord(words, A_SERIES);
    return describe(await (await client()).series.addDate({ seriesId, date: dayOf(date) }));
  },
};

export const skipSeriesDate: Command = {
  name: 'series skip-date',
  takes: '<series id>',
  summary: 'Leave a day out. Whoever wanted to come is told why.',
  options: { date: A_DATE, reason: 'why, for those who wanted to come' },
  async run({ words, options: { date, reason }, client }) {
    const seriesId = onlyWord(words, A_SERIES);
    const input = { seriesId, date: dayOf(date), reason: reasonOf(reason) };
    return describe(await (await client()).series.skipDate(input));
  },
};

export const changeSeries: Command = {
  name: 'series change',
  takes: '<event id>',
  summary: 'Change several dates at once: their rule or their name. Past dates stay as they were.',
  options: {
    scope: A_SCOPE,
    rule: A_RULE,
    name: 'their name',
    reason: 'why, for those whose date falls away',
  },
  async run({ words, options: { scope, rule, name, reason }, client }) {
    const eventId = onlyWord(words, AN_EVENT);
    const dates = scopeOf(scope);
    const foyer = await client();
    const { version } = await foyer.events.get({ eventId });
    const input = { eventId, version, scope: dates, rule, name, reason } as UpdateSeriesInput;
    const change = await foyer.series.update(input);
    const { changed, added, cancelled, removed } = change;
    return {
      json: change,
      text: `Changed ${changed}, added ${added}, cancelled ${cancelled}, removed ${removed}.\n${lineOf(change.series)}`,
    };
  },
};

export const cancelSeries: Command = {
  name: 'series cancel',
  takes: '<event id>',
  summary: 'Call several dates off. Everybody who wanted to come is told why.',
  options: { scope: A_SCOPE, reason: 'why, for those who wanted to come' },
  async run({ words, options: { scope, reason }, client }) {
    const eventId = onlyWord(words, AN_EVENT);
    const input = { eventId, scope: scopeOf(scope), reason: reasonOf(reason) };
    return describe(await (await client()).series.cancel(input));
  },
};

function dayOf(given: string | undefined): string {
  if (given === undefined) throw new UsageError('Say which day, with --date 2027-03-14.');
  return given;
}

function reasonOf(given: string | undefined): string {
  if (given === undefined) throw new UsageError('Say why, with --reason.');
  return given;
}

/** The server knows which scopes there are, and says so. */
function scopeOf(given: string | undefined): UpdateSeriesInput['scope'] {
  if (given === undefined) throw new UsageError('Say for which dates, with --scope following or all.');
  return given as UpdateSeriesInput['scope'];
}

function describe(series: SeriesDetails) {
  return { json: series, text: lineOf(series) };
}

function lineOf({ id, name, rule, coming, drafts, cancelled }: SeriesDetails): string {
  return `${id}  ${name}  ${rule}  (${coming} ahead, ${drafts} of them drafts; ${cancelled} cancelled)`;
}
