import { Temporal } from 'temporal-polyfill';
import type { Context } from '../../kernel/context.ts';
import { Fault, faultAt } from '../../kernel/fault.ts';
import { fieldProblem } from '../../kernel/field-problem.contract.ts';
import { recordAuditEntry } from '../../people/audit/record-audit-entry.ts';
import { type EventTimes, eventTimes, refusePastTimes } from '../events/event-times.ts';
import { EVENT_CHANGED, EVENT_NOT_EDITABLE } from '../events/events.contract.ts';
import { changedFields, type EventRow, fieldInSeries } from '../events/events.entity.ts';
import { changeEvents } from './change-events.ts';
import { changeRule } from './change-rule.ts';
import { dropEvents } from './drop-events.ts';
import { getSeries } from './get-series.ts';
import { dateOf, isComing, type LockedSeries, lockSeriesOf } from './lock-series.ts';
import { imageOfSeries, makeEvents } from './make-events.ts';
import { occurrenceTimes } from './occurrence-times.ts';
import { eventsWithPeople } from './read-people.ts';
import { type RecurrenceRule, readRule, writeRule } from './recurrence-rule.ts';
import { SERIES_RULE_INVALID, type SeriesChange, type UpdateSeriesInput } from './series.contract.ts';
import { changePattern } from './series-pattern.ts';
import { RULE_NEEDED } from './series-problems.contract.ts';
import { splitSeries } from './split-series.ts';

/**
 * Changes the dates of a series that have not begun, all or from one on. What a date has of its own survives, and what
 * has begun or is over stays as it was. Whoever takes part is told as of any change, once for each event.
 */
export async function updateSeries(ctx: Context, input: UpdateSeriesInput): Promise<SeriesChange> {
  const found = await lockSeriesOf(ctx, input.eventId);
  const { event } = found;
  const now = ctx.clock.now();
  if (!isComing(event, now)) throw new Fault(EVENT_NOT_EDITABLE, 'This date has begun, or was cancelled.');
  if (event.version !== input.version) throw new Fault(EVENT_CHANGED);
  const wanted = whatIsWanted(found, input);
  refusePastTimes(event, wanted.given, now);
  const isNothing = wanted.fields.length === 0 && wanted.rule === undefined && !input.withImage;
  const locked = input.scope === 'following' && !isNothing ? await splitSeries(ctx, found, event) : found;
  const { series } = locked;

  const coming = locked.events.filter((one) => isComing(one, now));
  const withPeople = await eventsWithPeople(
    ctx,
    coming.map(({ id }) => id),
  );
  changePattern(series, { ...event, ...wanted.given } as EventRow, wanted.fields);
  const { dropped, added } = otherDates(ctx, { found, locked, wanted, withPeople, scope: input.scope });
  const image = input.withImage ? (event.image ?? null) : imageOfSeries(coming);
  const changed = await changeEvents(
    ctx,
    { series, events: coming.filter(({ id }) => !dropped.has(id)) },
    {
      origin: event,
      given: wanted.given,
      changed: new Set([...wanted.fields.map(fieldInSeries), ...(input.withImage ? ['image'] : [])]),
      withPeople,
    },
  );
  const homeless = locked.events.filter(({ id }) => dropped.has(id));
  const gone = await dropEvents(ctx, homeless, input.reason ?? null);
  makeEvents(ctx, series, { dates: added, image });
  series.updatedAt = now;
  const counts = { changed, added: added.length, ...gone };
  recordAuditEntry(ctx, {
    action: 'series.updated',
    subjectType: 'series',
    subjectId: series.id,
    details: { scope: input.scope, fields: wanted.fields, rule: series.rule, ...counts },
  });
  await ctx.em.flush();
  return { series: await getSeries(ctx, { seriesId: series.id }), ...counts };
}

type Wanted = {
  /** What was given, and the times that follow from it. */
  given: Partial<EventRow> & EventTimes;
  /** Those of it that are not so already at the date at which the change is made. */
  fields: string[];
  /** Undefined where it stays the same. */
  rule: RecurrenceRule | undefined;
  /** How far the date is moved. */
  movedBy: Temporal.Duration;
};

/** What of the input is not about the event itself. */
const ABOUT_THE_CHANGE: readonly string[] = ['eventId', 'version', 'scope', 'rule', 'withImage', 'reason'];

function whatIsWanted(
  { series, event }: LockedSeries & { event: EventRow },
  input: UpdateSeriesInput,
): Wanted {
  const { rule: text } = input;
  const given: Partial<EventRow> = Object.fromEntries(
    Object.entries(input).filter(
      ([field, value]) => value !== undefined && !ABOUT_THE_CHANGE.includes(field),
    ),
  );
  const times = eventTimes({ ...event, ...given });
  const read = text === undefined ? undefined : readRule(text, times);
  const rule = read !== undefined && writeRule(read) !== series.rule ? read : undefined;
  const dayOf = (local: string) => Temporal.PlainDate.from(local.slice(0, 10));
  const movedBy = dayOf(event.startsAtLocal).until(dayOf(times.startsAtLocal));
  if (!movedBy.blank && rule === undefined)
    throw faultAt(
      SERIES_RULE_INVALID,
      fieldProblem(text === undefined ? 'startsAtLocal' : 'rule', RULE_NEEDED),
    );
  return { given: { ...given, ...times }, fields: changedFields(event, given), rule, movedBy };
}

/** What another rule makes of the dates; nothing, if there is none. */
function otherDates(
  ctx: Context,
  {
    found,
    locked,
    wanted: { rule, movedBy },
    ...given
  }: {
    found: LockedSeries & { event: EventRow };
    locked: LockedSeries;
    wanted: Wanted;
    withPeople: ReadonlySet<string>;
    scope: UpdateSeriesInput['scope'];
  },
): { dropped: ReadonlySet<string>; added: string[] } {
  if (rule === undefined) return { dropped: new Set(), added: [] };
  const now = ctx.clock.now();
  const isFollowing = given.scope === 'following';
  // Neither a day beside the rule nor one that is over, though its event was put off, says where the rule goes on.
  const { series, events } = locked;
  const ofRule = events.filter(
    (one) => !series.extraDates.includes(dateOf(one)) && occurrenceTimes(series, dateOf(one)).startsAt > now,
  );
  const first = ofRule.find((one) => isFollowing || isComing(one, now)) ?? found.event;
  const before = found.events.filter((one) => dateOf(one) < dateOf(found.event)).at(-1);
  return changeRule(ctx, locked, {
    rule,
    from: Temporal.PlainDate.from(dateOf(first)).add(movedBy).toString(),
    movedBy,
    after: isFollowing && before !== undefined ? dateOf(before) : undefined,
    withPeople: given.withPeople,
  });
}
