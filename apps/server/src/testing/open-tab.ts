import { until } from './until.ts';
import { type WatchedStream, watchNotifications } from './watch-notifications.ts';

/** As long as a reader waits until it comes again; short, because tests do not wait for it. */
const AGAIN_AFTER_MS = 50;

/** A reader who comes again with the last id whenever the stream breaks, as a page in a browser does. */
export type Tab = {
  /** The ids of the notifications that came, in their order. */
  ids(): string[];
  /** How many are not acknowledged, as it was told last. */
  counted(): number | undefined;
  isOpen(): boolean;
  /** The status by which it was sent away for good; it comes no more then. */
  refusedWith(): number | undefined;
  close(): void;
};

/** At the first of the urls that answers, each time that it comes; `lastEventId` left out: what comes from now on. */
export function openTab(token: string, urls: () => readonly string[], lastEventId?: string): Tab {
  const ids: string[] = [];
  let last = lastEventId;
  let stream: WatchedStream | undefined;
  let counted: number | undefined;
  let refused: number | undefined;
  let isClosed = false;

  /** Takes over what has come until now. */
  function take(from: WatchedStream, seen: number): number {
    for (const { event, id, data } of from.events.slice(seen)) {
      if (event === 'notification') ids.push(String(data.id));
      if (event === 'count') counted = Number(data.unacknowledged);
      last = id ?? last;
    }
    return from.events.length;
  }

  async function read(): Promise<void> {
    while (!isClosed && refused === undefined) {
      for (const url of urls()) {
        stream = await watchNotifications({ url, token }, last).catch(() => undefined);
        if (stream !== undefined) break;
      }
      if (stream !== undefined && stream.status >= 400 && stream.status < 500) refused = stream.status;
      const current = stream;
      let seen = 0;
      if (current?.status === 200)
        await until(
          () => {
            seen = take(current, seen);
            return isClosed || current.hasEnded();
          },
          'the stream has ended',
          Number.POSITIVE_INFINITY,
        );
      if (current !== undefined) take(current, seen);
      stream = undefined;
      await new Promise((resolve) => setTimeout(resolve, AGAIN_AFTER_MS));
    }
  }

  void read();
  return {
    ids: () => ids,
    counted: () => counted,
    isOpen: () => stream !== undefined && !stream.hasEnded(),
    refusedWith: () => refused,
    close() {
      isClosed = true;
      stream?.close();
    },
  };
}
