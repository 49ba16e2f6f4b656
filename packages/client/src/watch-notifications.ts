import type { Notification, NotificationCount } from './api.generated.ts';
import { FoyerError, isFault } from './foyer-error.ts';
import { badAnswer } from './links/faults.ts';
import { waitUnlessAborted } from './links/retry-link.ts';
import {
  type Clock,
  type Fetch,
  type FetchAnswer,
  type FetchInit,
  platform,
  type Signal,
} from './platform.ts';
import type { SessionKeeper } from './session/session-keeper.ts';

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;
/** The server says every twenty seconds that it is there. */
const LONGEST_SILENCE_MS = 60_000;

export interface WatchOptions {
  /** Called once for each notification, in the order of their numbers. What it throws ends the watching. */
  onNotification: (notification: Notification) => void;
  /** Called when the stream begins, and whenever the count has changed, also by other devices. */
  onCount?: ((count: NotificationCount) => void) | undefined;
  /** The number of the last one that is known: what came after it comes first. Left out: what comes from now on. */
  after?: number | undefined;
  /** Ends the watching when it fires. */
  signal?: Signal | undefined;
}

/**
 * Tells of one's own notifications as they come. Where the connection breaks, or the access token runs out, it goes on
 * after the last one, without loss or double. It answers when `signal` fires.
 *
 * @throws FoyerError when the server refuses for good: `SIGN_IN_REQUIRED`, `SECOND_FACTOR_OWED`, `SCOPE_REQUIRED`.
 * @example
 * ```ts
 * const ending = new AbortController();
 * await client.notifications.watch({ onNotification: ({ title }) => console.log(title), signal: ending.signal });
 * ```
 */
export type WatchNotifications = (options: WatchOptions) => Promise<void>;

type Wanted = {
  url: string;
  keeper: Pick<SessionKeeper, 'accessToken' | 'renewRefused'>;
  ownHeaders: () => Promise<Record<string, string>>;
  apiKey: string | undefined;
  fetch: Fetch | undefined;
  clock: Clock;
};

type Chunk = { done: boolean; value?: Uint8Array };
type StreamReader = { read(): Promise<Chunk>; cancel(): Promise<unknown> };
type StreamAnswer = FetchAnswer & { body: { getReader(): StreamReader } | null };

export function createWatch({
  url,
  keeper,
  ownHeaders,
  apiKey,
  clock,
  ...wanted
}: Wanted): WatchNotifications {
  const ask = (wanted.fetch ?? ((to, init) => platform.fetch(to, init))) as (
    url: string,
    init: FetchInit,
  ) => Promise<StreamAnswer>;

  return async ({ onNotification, onCount, after, signal }) => {
    let last = after;
    let waitMs = FIRST_WAIT_MS;
    const tell = (event: string, id: string | undefined, data: unknown) => {
      // It has begun: the next break is the first one again.
      waitMs = FIRST_WAIT_MS;
      if (event === 'notification') onNotification(revive(data as Notification));
      if (event === 'count') onCount?.(data as NotificationCount);
      if (id) last = Number(id);
    };
    while (!signal?.aborted) {
      let askedForMs = 0;
      try {
        await readEvents(await open(last, signal), tell, signal);
      } catch (error) {
        if (signal?.aborted) return;
        if (!isFault(error) || !isWorthIt(error)) throw error;
        // Twice as much as asked for, because up to half of it is taken off again.
        askedForMs = (error.retryAfterSeconds ?? 0) * 2000;
      }
      // Not all at the same moment, after a server that has served many was started anew.
      await waitUnlessAborted(clock, Math.max(askedForMs, waitMs) * (0.5 + clock.random()), signal).catch(
        () => undefined,
      );
      waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS);
    }
  };

  async function open(last: number | undefined, signal: Signal | undefined): Promise<StreamAnswer> {
    const token = apiKey ?? (await keeper.accessToken());
    const answer = await send(token, last, signal);
    if (answer.status !== 401 || apiKey || token === null) return good(answer);
    const better = await keeper.renewRefused(token);
    return good(better === token ? answer : await send(better, last, signal));
  }

  async function send(
    token: string | null,
    last: number | undefined,
    signal: Signal | undefined,
  ): Promise<StreamAnswer> {
    const headers = {
      ...(await ownHeaders()),
      accept: 'text/event-stream',
      ...(token && { authorization: `Bearer ${token}` }),
    };
    // As a part of the address, because a page of another origin may not send any header it likes.
    const address = `${url}/notifications/stream${last === undefined ? '' : `?lastEventId=${last}`}`;
    return reached(() => ask(address, { headers, ...(signal && { signal }) }));
  }
}

async function good(answer: StreamAnswer): Promise<StreamAnswer> {
  if (answer.status === 200) return answer;
  const { status } = answer;
  const text = await reached(() => answer.text());
  let fault: { code?: unknown; message?: string; retryAfterSeconds?: number } | undefined;
  try {
    fault = JSON.parse(text).error;
  } catch (cause) {
    throw badAnswer({ status, cause });
  }
  if (typeof fault?.code !== 'string') throw badAnswer({ status });
  throw new FoyerError(fault.code, fault.message ?? '', { ...fault, status });
}

async function reached<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw new FoyerError('NETWORK', 'The server cannot be reached.', { cause });
  }
}

function isWorthIt({ code, status = 0 }: FoyerError): boolean {
  return code === 'NETWORK' || status === 429 || status >= 500;
}

async function readEvents(
  { body }: StreamAnswer,
  tell: (event: string, id: string | undefined, data: unknown) => void,
  signal: Signal | undefined,
): Promise<void> {
  const reader = body?.getReader();
  if (!reader) throw badAnswer({ status: 200 });
  const decoder = new platform.TextDecoder();
  const stop = () => void reader.cancel().catch(() => undefined);
  let rest = '';
  try {
    signal?.addEventListener('abort', stop);
    for (;;) {
      // A connection that died without a word, as in a sleeping machine, never says so.
      const timer = platform.setTimeout(stop, LONGEST_SILENCE_MS);
      const { done, value } = await reached(() => reader.read()).finally(() => platform.clearTimeout(timer));
      if (done || signal?.aborted) return;
      const blocks = (rest + decoder.decode(value, { stream: true })).split('\n\n');
      rest = blocks.pop() as string;
      for (const block of blocks) {
        const fields = Object.fromEntries(block.split('\n').map((line) => line.split(/: (.*)/s)));
        if (fields.event) tell(fields.event, fields.id, JSON.parse(fields.data));
      }
    }
  } finally {
    signal?.removeEventListener('abort', stop);
    stop();
  }
}

/** On the wire of a stream, times are texts. */
function revive(notification: Notification): Notification {
  const { createdAt, acknowledgedAt } = notification;
  return {
    ...notification,
    createdAt: new Date(createdAt),
    acknowledgedAt: acknowledgedAt && new Date(acknowledgedAt),
  };
}
