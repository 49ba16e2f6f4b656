import { expect } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../kernel/clock.ts';
import type { CalendarStage } from '../../testing/calendars/calendar-stage.ts';
import { passTime } from '../../testing/pass-time.ts';
import { type Person, renewToken } from '../../testing/people.ts';
import { until } from '../../testing/until.ts';
import { expireDueOffers } from '../participations/expire-offers.job.ts';
import { dateOf, type Paper } from './series-model.testing.ts';
import { endsLocal, Line, type PaperSeries, plusDays, textOf } from './series-paper.testing.ts';
import type { Step } from './series-steps.testing.ts';

export type History = { stage: CalendarStage; people: Person[]; paper: Paper };

const reason = 'So it was decided.';
const PASSED_MS = {
  reminders: -25 * MINUTE_MS,
  start: 35 * MINUTE_MS,
  end: 3 * HOUR_MS + 5 * MINUTE_MS,
};

/** Does one step, in the product and on paper, and expects the same outcome of both. */
export async function take(history: History, one: Step): Promise<void> {
  const { stage, paper } = history;
  paper.now = stage.server.clock.now().getTime();
  if (one.kind === 'send') return sent(history);
  if (one.kind === 'pass') return pass(history, one.to);
  const alive = paper.lines.filter((line) => !line.isGone && !line.isArchived);
  const open = alive.filter((line) => paper.isComing(line) && (line.series !== null || isForOne(one)));
  const from = isChange(one) ? open : one.kind === 'skip' ? alive.filter(({ series }) => series) : alive;
  const line = from[one.at % Math.max(from.length, 1)];
  if (line === undefined) return;
  if ('who' in one) return takePersonal(history, line, one);
  const outcome = await takeOnEvents(history, line, one);
  for (const each of paper.lines) each.settle(paper.now);
  if (outcome !== undefined) expect(outcome[0], `${JSON.stringify(one)}`).toBe(outcome[1]);
}

const isForOne = (one: Step) => one.kind === 'edit' && one.scope === 'this';
const isChange = ({ kind }: Step) =>
  ['edit', 'rule', 'cancel-many', 'add', 'publish-all', 'stale'].includes(kind);

async function takePersonal(
  { stage, people, paper }: History,
  line: Line,
  { kind, who }: Step & { who: number },
): Promise<void> {
  const person = people[who] as Person;
  const { accountId } = person;
  const eventId = line.id as string;
  const { room } = line;
  if (kind === 'join' || kind === 'leave' || kind === 'accept' || kind === 'decline') {
    const foretold = paper.move(line, kind, () => room.own(kind, who));
    line.settle(paper.now);
    expect((await stage.does(person, kind, eventId)).outcome).toBe(foretold);
    return;
  }
  const participationId = await stage.idOf(eventId, person);
  if (kind === 'check-in') {
    if (participationId === undefined) return;
    await stage.byStaff('participations.checkIn', { eventId, participationId });
    if (room.states.get(who) === 'going' && room.status === 'published') line.checkedIn.add(who);
    return;
  }
  // Nobody is recorded at what was called off.
  if (line.isCalledOff) return;
  if (kind === 'reject') {
    if (participationId !== undefined)
      await stage.byStaff('participations.reject', { participationIds: [participationId], reason });
  } else if (kind === 'invite')
    await stage.byStaff('participations.invite', { eventId, accountIds: [accountId] });
  else {
    const state = kind === 'override' ? 'going' : 'waitlisted';
    const override = kind === 'override';
    await stage.byStaff('participations.record', { eventId, accountId, state, reason, override });
  }
  paper.move(line, kind, () => room.steer(kind as 'queue', who));
  line.settle(paper.now);
}

/** Answers how it ended in the product and how on paper. */
async function takeOnEvents(
  { stage, paper }: History,
  line: Line,
  one: Exclude<Step, { who: number } | { to: string } | { kind: 'send' }>,
): Promise<[string, string] | undefined> {
  const { room } = line;
  const eventId = line.id as string;
  const series = line.series as PaperSeries;
  const seriesId = series?.id;
  const ask = async (...call: Parameters<CalendarStage['byStaff']>) => (await stage.byStaff(...call)).outcome;
  switch (one.kind) {
    case 'edit':
    case 'rule':
      return edit({ stage, paper }, line, one);
    case 'stale': {
      const { version } = (await stage.byStaff('events.get', { eventId })).data;
      if (version === 1) return;
      const given = { eventId, version: version - 1, name: 'Too late' };
      return [await ask('series.update', { ...given, scope: 'all' }), 'EVENT_CHANGED'];
    }
    case 'cancel': {
      const isOver = line.isCalledOff || room.hasEnded;
      const outcome = await ask('events.cancel', { eventId, reason });
      if (!isOver) paper.cancel(line);
      return [outcome, isOver ? 'EVENT_NOT_CANCELLABLE' : 'OK'];
    }
    case 'cancel-many': {
      const outcome = await ask('series.cancel', { eventId, scope: one.scope, reason });
      paper.cancelMany(line, one.scope);
      return [outcome, 'OK'];
    }
    case 'skip': {
      const outcome = await ask('series.skipDate', { seriesId, date: dateOf(line), reason });
      return [outcome, paper.skip(line)];
    }
    case 'add': {
      const date = plusDays(dateOf(line), one.days);
      return [await ask('series.addDate', { seriesId, date }), paper.addDate(series, date)];
    }
    case 'publish-all': {
      const outcome = await ask('series.publish', { seriesId });
      for (const each of paper.known(series)) if (each.endMs > paper.now) paper.publish(each);
      series.isPublished = true;
      return [outcome, 'OK'];
    }
    case 'publish': {
      if (room.hasEnded) return;
      const outcome = await ask('events.publish', { eventId });
      if (room.status !== 'cancelled') paper.publish(line);
      return [outcome, room.turn('publish')];
    }
    case 'unpublish': {
      if (room.hasEnded) return;
      return [await ask('events.unpublish', { eventId }), room.turn('unpublish')];
    }
    case 'archive': {
      const isFit = line.isCalledOff || (room.status === 'published' && room.hasEnded);
      line.isArchived = isFit;
      return [await ask('events.archive', { eventId }), isFit ? 'OK' : 'EVENT_NOT_ARCHIVABLE'];
    }
    case 'duplicate': {
      const startsAtLocal = `${plusDays(line.starts.slice(0, 10), 3)}T18:00`;
      const made = await stage.byStaff('events.duplicate', { eventId, startsAtLocal });
      const alone = new Line({ words: line.words } as PaperSeries, '', 'draft');
      Object.assign(alone, { id: made.data.id, series: null, date: null, starts: startsAtLocal });
      paper.lines.push(alone);
      return [made.outcome, 'OK'];
    }
  }
}

async function edit(
  { stage, paper }: Pick<History, 'stage' | 'paper'>,
  line: Line,
  one: Step & { kind: 'edit' | 'rule' },
): Promise<[string, string]> {
  const eventId = line.id as string;
  const { version } = (await stage.byStaff('events.get', { eventId })).data;
  const words = one.kind === 'edit' ? one.words : {};
  const starts = startsFor(line, one);
  const given = { eventId, version, ...words, startsAtLocal: starts, endsAtLocal: endsLocal(starts) };
  if (one.scope === 'this') {
    const { outcome } = await stage.byStaff('events.update', given);
    return [outcome, paper.editOne(line, { words, starts })];
  }
  const rule =
    one.kind === 'rule'
      ? { days: one.days, interval: one.interval, count: one.count, until: null }
      : undefined;
  const answer = await stage.byStaff('series.update', {
    ...{ ...given, scope: one.scope, reason },
    ...(rule && { rule: textOf(rule) }),
  });
  const foretold = paper.editMany(line, one.scope, { words, starts, rule });
  // Where it was split, the date at which this was done may have left since.
  for (const { series } of paper.lines) if (series !== null) series.id ??= answer.data.series.id;
  return [answer.outcome, foretold];
}

/** With another rule, the date may move to its first day, in its own week. */
function startsFor(line: Line, one: Step & { kind: 'edit' | 'rule' }): string {
  const [day, time] = line.starts.split('T') as [string, string];
  if (one.kind === 'edit') return `${plusDays(day, one.scope === 'this' ? one.days : 0)}T${one.time ?? time}`;
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
  return one.isMoved ? `${plusDays(day, (one.days[0] as number) - weekday)}T${time}` : line.starts;
}

/** Waits until what is due has left, with all that waits for nothing else. */
export async function sent({ stage }: Pick<History, 'stage'>): Promise<void> {
  await until(async () => {
    const unsent = await stage.server.database.query(
      `select 1 from delivery where state in ('pending', 'claimed', 'sending')
       and due_at <= '${stage.server.clock.now().toISOString()}'`,
    );
    return unsent.length === 0;
  }, 'every mail was sent');
}

/** Until shortly before, after, or long after the next event begins. */
async function pass(history: History, to: 'reminders' | 'start' | 'end'): Promise<void> {
  const { stage, paper, people } = history;
  const { server } = stage;
  const next = Math.min(
    ...paper.lines.flatMap((line) => (paper.isComing(line) && line.date !== null ? line.startMs : [])),
  );
  const goal = next + PASSED_MS[to];
  if (!Number.isFinite(next) || goal <= paper.now) return;
  await sent(history);
  await passTime(server, goal - server.clock.now().getTime());
  for (const person of [...people, stage.staff]) Object.assign(person, await renewToken(server, person));
  await sent(history);
  const { installation } = server;
  await expireDueOffers(
    installation.contextIn(installation.database.fork(), { kind: 'system', name: 'test' }),
  );
  paper.pass(server.clock.now().getTime());
}
