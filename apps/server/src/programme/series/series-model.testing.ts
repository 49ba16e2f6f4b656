import { isDeepStrictEqual } from 'node:util';
import { DAY_MS } from '../../kernel/clock.ts';
import { mapOnPaper } from './map-on-paper.testing.ts';
import {
  datesOf,
  daysBetween,
  endOf,
  type Field,
  instantOf,
  isLive,
  Line,
  mondayOf,
  type PaperSeries,
  plusDays,
  type Rule,
  type Words,
} from './series-paper.testing.ts';

export type Changes = { words: Partial<Words>; starts: string; rule?: Rule | undefined };
export type Scope = 'following' | 'all';

/** A programme of series on paper: what each event should be, who is at it, and what each of them should have been told. */
export class Paper {
  lines: Line[] = [];
  /** Mails as `line/who/kind`. */
  told: string[] = [];
  now = 0;

  isComing(line: Line): boolean {
    return (
      !line.isGone && line.startMs > this.now && (line.status === 'draft' || line.status === 'published')
    );
  }

  /** Those that a series still knows: not over, or on a day that is not. */
  known(series: PaperSeries | null): Line[] {
    const yesterday = new Date(this.now - DAY_MS).toISOString().slice(0, 10);
    return this.lines
      .filter((line) => line.series !== null && line.series === series)
      .filter((line) => line.endMs > this.now || dateOf(line) >= yesterday)
      .sort((one, other) => dateOf(one).localeCompare(dateOf(other)));
  }

  tell(line: Line, people: readonly number[], kind: string): void {
    this.told.push(...people.map((who) => `${this.lines.indexOf(line)}/${who}/${kind}`));
  }

  /** Does something with the people of one event, and notes what each is told of how they stand then. */
  move<Result>(line: Line, doing: string, work: () => Result): Result {
    const before = new Map([...line.room.transitions].map(([who, states]) => [who, states.length]));
    const isHidden = line.room.status === 'draft';
    const result = work();
    if (isHidden && line.room.status === 'draft') return result;
    for (const [who, states] of line.room.transitions)
      for (let at = before.get(who) ?? 0; at < states.length; at++) {
        const [from, to] = [states[at - 1], states[at] as string];
        const isPromoted = to === 'going' && from === 'waitlisted' && doing !== 'override';
        const isLapsed = to === 'declined' && from === 'offered' && doing !== 'decline';
        const news = isPromoted ? 'promoted' : isLapsed ? 'offer-expired' : to === 'going' ? 'confirmed' : to;
        this.tell(line, [who], `participation-${news}`);
      }
    return result;
  }

  publish(line: Line): void {
    if (line.room.status !== 'draft') return;
    line.room.status = 'published';
    this.tell(line, line.room.inState('going'), 'participation-confirmed');
  }

  cancel(line: Line): void {
    if (line.room.status === 'published') this.tell(line, line.live(), 'event-cancelled');
    line.room.status = 'cancelled';
  }

  editOne(line: Line, { words, starts }: Changes): string {
    if (starts !== line.starts && endOf(starts) <= this.now) return 'EVENT_TIMES_INVALID';
    const fields = this.#news(line, { words, starts });
    if (line.series !== null) for (const field of fields) line.own.add(field);
    this.#change(line, words, starts);
    return 'OK';
  }

  editMany(at: Line, scope: Scope, changes: Changes): string {
    const { words, starts } = changes;
    const found = this.known(at.series);
    const fields = this.#news(at, changes);
    const before = at.series as PaperSeries;
    const rule = isDeepStrictEqual(changes.rule, before.rule) ? undefined : changes.rule;
    const movedBy = daysBetween(at.starts, starts);
    if (movedBy !== 0 && rule === undefined) return 'SERIES_RULE_INVALID';
    if (starts !== at.starts && endOf(starts) <= this.now) return 'EVENT_TIMES_INVALID';
    const isNothing = fields.length === 0 && rule === undefined;
    const isMeant = (line: Line) => scope === 'all' || dateOf(line) >= dateOf(at);
    const time = fields.includes('times') ? starts.slice(11) : before.time;
    if (rule === undefined && !isNothing)
      for (const line of found.filter((one) => isMeant(one) && this.isComing(one))) {
        const then = line === at && line.own.has('times') ? starts : `${line.date}T${time}`;
        const isMoved = then !== line.starts && (line === at || !line.own.has('times'));
        if (isMoved && endOf(then) <= this.now) return 'EVENT_TIMES_INVALID';
      }
    const series = scope === 'following' && !isNothing ? this.#split(at) : before;
    series.time = time;
    for (const field of fields) if (field !== 'times') Object.assign(series.words, { [field]: words[field] });
    const coming = this.known(series).filter((line) => this.isComing(line));
    const isNew = rule !== undefined;
    const { dropped, added } = isNew
      ? this.#follow(rule, { at, series, scope, found, movedBy })
      : { dropped: [], added: [] };
    for (const line of coming)
      if (!dropped.includes(line)) this.#conform(line, { at, series, fields, changes });
    for (const line of dropped) this.drop(line);
    for (const date of added) this.add(series, date);
    return 'OK';
  }

  #news(line: Line, { words, starts }: Changes): Field[] {
    const fields = (Object.keys(words) as (keyof Words)[]).filter(
      (field) => !isDeepStrictEqual(words[field], line.words[field]),
    );
    return starts === line.starts ? fields : [...fields, 'times'];
  }

  /** What one date of many becomes: all that its series says now, but for what it has of its own. */
  #conform(
    line: Line,
    { at, series, fields, changes }: { at: Line; series: PaperSeries; fields: Field[]; changes: Changes },
  ): void {
    const isAt = line === at;
    const words = Object.fromEntries(
      fields.flatMap((field) =>
        field === 'times' || (line.own.has(field) && !isAt) ? [] : [[field, series.words[field]]],
      ),
    );
    const own = isAt ? changes.starts : line.starts;
    this.#change(line, words, line.own.has('times') ? own : `${line.date}T${series.time}`);
    if (isAt) for (const field of fields) if (field !== 'times') line.own.delete(field);
  }

  #change(line: Line, words: Partial<Words>, starts: string): void {
    const [before, startsBefore] = [line.words, line.starts];
    line.words = { ...before, ...words };
    line.starts = starts;
    line.furnish();
    line.settle(this.now);
    this.move(line, 'edit', () => line.room.promote());
    if (line.room.status !== 'published') return;
    if (starts !== startsBefore) this.tell(line, line.live(), 'event-rescheduled');
    else if (line.words.name !== before.name || line.words.locationName !== before.locationName)
      this.tell(line, line.room.inState('going'), 'event-changed');
  }

  /** Two series of one, where something comes before. Together they have the same days. */
  #split(at: Line): PaperSeries {
    const series = at.series as PaperSeries;
    const from = dateOf(at);
    if (!this.lines.some((line) => line.series === series && dateOf(line) < from)) return series;
    const moving = this.known(series).filter((line) => dateOf(line) >= from);
    const dates = datesOf(series.rule, series.startsOn);
    const gone = dates.filter((date) => date < from).length;
    const before = { ...series.rule, count: null, until: plusDays(from, -1) };
    const { count } = series.rule;
    const rest = { ...series.rule, count: count === null ? null : count - gone };
    const following: PaperSeries = {
      ...series,
      id: undefined,
      words: { ...series.words },
      rule: dates[gone] === undefined ? before : rest,
      startsOn: dates[gone] ?? from,
      excluded: new Set(series.excluded),
      extra: new Set([...series.extra].filter((date) => date >= from)),
    };
    series.rule = before;
    series.excluded = new Set([...series.excluded].filter((date) => date < from));
    series.extra = new Set([...series.extra].filter((date) => date < from));
    for (const line of moving) line.series = following;
    return following;
  }

  /** Another rule from now on: which events find no day in it, and which days no event. */
  #follow(
    rule: Rule,
    given: { at: Line; series: PaperSeries; scope: Scope; found: Line[]; movedBy: number },
  ): { dropped: Line[]; added: string[] } {
    const { at, series, scope, found, movedBy } = given;
    const events = this.known(series);
    const isFollowing = scope === 'following';
    const startOn = (date: string) => instantOf(`${date}T${series.time}`);
    const ofRule = events.filter((one) => !series.extra.has(dateOf(one)) && startOn(dateOf(one)) > this.now);
    const from = ofRule.find((one) => isFollowing || this.isComing(one)) ?? at;
    const last = found.filter((one) => dateOf(one) < dateOf(at)).at(-1);
    const isAhead = (date: string) =>
      (!isFollowing || last === undefined || date > dateOf(last)) && startOn(date) > this.now;
    const week = mondayOf(plusDays(dateOf(from), movedBy));
    series.startsOn = datesOf({ ...rule, count: null }, week).find(isAhead) as string;
    series.rule = rule;
    const days = [...datesOf(rule, series.startsOn), ...[...series.extra].filter(isAhead)];
    const isPutOff = (one: Line) => one.own.has('times') && !isAhead(dateOf(one));
    const movable = events.filter(
      (one) => (this.isComing(one) || (one.isCalledOff && one.startMs > this.now)) && !isPutOff(one),
    );
    const fixed = events.filter((one) => !movable.includes(one)).map(dateOf);
    const wanted = [...new Set(days)].filter((date) => !series.excluded.has(date) && !fixed.includes(date));
    return mapOnPaper(movable, wanted.sort(), movedBy);
  }

  /** Out of the series: as if it had never been, where nobody ever had to do with it. */
  drop(line: Line): void {
    if (line.room.status === 'draft' && line.room.states.size === 0) {
      line.isGone = true;
    } else if (this.isComing(line)) this.cancel(line);
    Object.assign(line, { series: null, date: null, own: new Set() });
  }

  add(series: PaperSeries, date: string): void {
    this.lines.push(new Line(series, date, series.isPublished ? 'published' : 'draft'));
  }

  skip(line: Line): string {
    if (line.startMs <= this.now) return 'SERIES_DATE_INVALID';
    const [series, date] = [line.series as PaperSeries, dateOf(line)];
    if (datesOf(series.rule, series.startsOn).includes(date)) series.excluded.add(date);
    series.extra.delete(date);
    this.drop(line);
    return 'OK';
  }

  addDate(series: PaperSeries, date: string): string {
    const isThere = this.known(series).some((line) => line.date === date);
    if (isThere || instantOf(`${date}T${series.time}`) <= this.now) return 'SERIES_DATE_INVALID';
    series.excluded.delete(date);
    if (!datesOf(series.rule, series.startsOn).includes(date)) series.extra.add(date);
    this.add(series, date);
    return 'OK';
  }

  cancelMany(at: Line, scope: Scope): void {
    const meant = this.known(at.series).filter((line) => scope === 'all' || dateOf(line) >= dateOf(at));
    for (const line of meant)
      if ((line.status === 'draft' || line.status === 'published') && line.endMs > this.now)
        this.cancel(line);
  }

  /** It is later: what was due was sent, and no offer outlasts its time. */
  pass(now: number): void {
    for (const line of this.lines)
      for (const [key, due] of line.dues()) {
        if (due <= this.now || due > now || line.isArchived || line.isCalledOff) continue;
        for (const who of line.room.inState('going')) {
          if (line.room.status === 'draft') line.passedUnseen.add(`${who}${key}`);
          else if (line.startMs > now) line.reminded.add(`${who}${key}`);
        }
      }
    this.now = now;
    for (const line of this.lines) {
      for (const [who, until] of line.offers)
        if (until <= now && isLive(line.room.states.get(who))) line.room.lapsed.add(who);
      line.settle(now);
      this.move(line, 'minute', () => line.room.minute());
    }
  }
}

export function dateOf(line: Line): string {
  return line.date as string;
}
