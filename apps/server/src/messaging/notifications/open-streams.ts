import { findLiveHolders } from '../../identity/sessions/find-live-holders.ts';
import { SECOND_MS } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { onNews } from '../../kernel/database/announce.ts';
import { isUnreachable } from '../../kernel/database/is-unreachable.ts';
import { TOO_MANY_REQUESTS } from '../../kernel/fault.contract.ts';
import { Fault } from '../../kernel/fault.ts';
import type { Locale } from '../../kernel/locale.contract.ts';
import type { Notices } from './notice.ts';
import { findBehind, type NewsOfReader, readLastNumber, readNews } from './read-news.ts';
import { noticesIn } from './read-notices.ts';

/** Tabs and devices of one account at one process. */
const MOST_OF_ACCOUNT = 10;
const MOST_OF_PROCESS = 5_000;

const SWEEP_EVERY_MS = SECOND_MS;
const HEARTBEAT_MS = 20 * SECOND_MS;

/** Told anew after so long; a reader reconnects after about as long, too. */
const RETRY_SECONDS = 5;

/** Somebody who reads along. */
type Reader = {
  accountId: string;
  /** Of an API key: its own. */
  sessionId: string;
  locale: Locale;
  /** Beyond this the token that opened the stream is no proof any more. */
  endsAt: Date;
  /** Of which renewal that token is: once those of it are over, it is no proof either. Null for an API key. */
  renewedAt: Date | null;
  /** The last number that they have; undefined: from now on. */
  after: number | undefined;
  /** Answers false when they read too slowly to be kept. */
  write(text: string): boolean;
  end(): void;
};

type Stream = Omit<Reader, 'after'> & {
  after: number;
  counted: number | undefined;
  /** Set while it is looked for news, and again when it was woken meanwhile. */
  isBusy: boolean;
  isWoken: boolean;
};

export type Streams = { open(reader: Reader): Promise<() => void>; close(): void };

/**
 * All streams of this process. They are woken by what is announced, on the one connection that hears the news of all
 * processes. Each second one statement looks for what was not: while that connection is cut, or where there is none. In
 * the same second it is asked who may still read.
 */
export function openStreams(contextOf: () => Context, notices: Notices): Streams {
  const streams = new Set<Stream>();
  const kinds = [...notices.keys()];
  const stopListening = onNews(({ noticesOf }) => {
    if (noticesOf === 'all') void wakeBehind(contextOf()).catch(noteFailure);
    else if (noticesOf !== undefined) wakeThose(new Set(noticesOf));
  });
  let sweeping = setTimeout(() => void sweep(), SWEEP_EVERY_MS);
  const beating = setInterval(() => {
    for (const stream of streams) send(stream, ': still here\n\n');
  }, HEARTBEAT_MS);

  function drop(stream: Stream): void {
    if (streams.delete(stream)) stream.end();
  }

  function send(stream: Stream, text: string): void {
    if (streams.has(stream) && !stream.write(text)) drop(stream);
  }

  function wake(stream: Stream): void {
    stream.isWoken = true;
    if (!stream.isBusy) void tell(stream);
  }

  function wakeThose(accountIds: ReadonlySet<string>): void {
    // Also those whom a look has failed.
    for (const stream of streams) if (accountIds.has(stream.accountId) || stream.isWoken) wake(stream);
  }

  /** Those alone who have something new, or another count: others need not look because somebody else was told. */
  async function wakeBehind(ctx: Context): Promise<void> {
    if (streams.size > 0) wakeThose(await findBehind(ctx, [...streams], kinds));
  }

  function noteFailure(error: unknown): void {
    // While the database is away, every stream says so every second.
    contextOf().log[isUnreachable(error) ? 'debug' : 'error'](
      { err: error },
      'notifications could not be looked for',
    );
  }

  async function tell(stream: Stream): Promise<void> {
    stream.isBusy = true;
    try {
      while (stream.isWoken && streams.has(stream)) {
        stream.isWoken = false;
        const { accountId, after } = stream;
        const news = await readNews(contextOf(), { accountId, after, kinds });
        show(stream, news);
        stream.isWoken ||= !news.isWhole;
      }
    } catch (error) {
      // Nothing is lost: the next look begins after the last number that was sent.
      noteFailure(error);
      stream.isWoken = true;
    } finally {
      stream.isBusy = false;
    }
  }

  function show(stream: Stream, { rows, unacknowledged }: NewsOfReader): void {
    const texts = noticesIn({ notices, log: contextOf().log }, stream.locale, rows).map(
      (notice) => `id: ${notice.number}\nevent: notification\ndata: ${JSON.stringify(notice)}\n\n`,
    );
    if (unacknowledged !== stream.counted)
      texts.push(`event: count\ndata: ${JSON.stringify({ unacknowledged })}\n\n`);
    if (texts.length > 0) send(stream, texts.join(''));
    stream.counted = unacknowledged;
    stream.after = rows.at(-1)?.number ?? stream.after;
  }

  async function sweep(): Promise<void> {
    if (streams.size > 0) await look().catch(noteFailure);
    if (!isClosed) sweeping = setTimeout(() => void sweep(), SWEEP_EVERY_MS);
  }

  async function look(): Promise<void> {
    const ctx = contextOf();
    const before = [...streams];
    const live = await findLiveHolders(ctx, [...new Set(before.map((one) => one.sessionId))]);
    for (const stream of before) {
      const holder = live.get(stream.sessionId);
      if (holder === undefined || stream.endsAt <= ctx.clock.now() || isOver(stream, holder)) drop(stream);
    }
    await wakeBehind(ctx);
  }

  let isClosed = false;
  return {
    async open(reader) {
      assertRoom(streams, reader.accountId);
      const last = await readLastNumber(contextOf(), reader.accountId);
      // Somebody else may have come meanwhile.
      assertRoom(streams, reader.accountId);
      if (isClosed) throw tooMany('This server is about to stop.');
      const after = Math.min(reader.after ?? last, last);
      const stream: Stream = { ...reader, after, counted: undefined, isBusy: false, isWoken: false };
      streams.add(stream);
      send(stream, `retry: ${RETRY_SECONDS * SECOND_MS}\nid: ${after}\nevent: ready\ndata: {}\n\n`);
      wake(stream);
      return () => drop(stream);
    },
    close() {
      isClosed = true;
      stopListening();
      clearTimeout(sweeping);
      clearInterval(beating);
      for (const stream of streams) drop(stream);
    },
  };
}

function isOver({ renewedAt }: Stream, { tokensSince }: { tokensSince: Date | null }): boolean {
  return renewedAt !== null && tokensSince !== null && renewedAt < tokensSince;
}

function assertRoom(streams: ReadonlySet<Stream>, accountId: string): void {
  if (streams.size >= MOST_OF_PROCESS) throw tooMany('This server has as many streams open as it can.');
  let own = 0;
  for (const stream of streams) if (stream.accountId === accountId) own++;
  if (own >= MOST_OF_ACCOUNT)
    throw tooMany(`An account has at most ${MOST_OF_ACCOUNT} streams open at a time. Close one first.`);
}

function tooMany(message: string): Fault {
  return new Fault(TOO_MANY_REQUESTS, message, { retryAfterSeconds: RETRY_SECONDS });
}
