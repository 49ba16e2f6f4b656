import { until } from './until.ts';

type StreamEvent = { event: string; id: string | undefined; data: Record<string, unknown> };

/** A stream of notifications, read byte for byte as whoever has no SDK would. */
export type WatchedStream = {
  status: number;
  headers: Headers;
  /** Every event so far. */
  events: StreamEvent[];
  /** The keys by which the notifications that came are told apart, in their order: their titles. */
  titles(): string[];
  lastId(): string | undefined;
  hasEnded(): boolean;
  until(count: number): Promise<StreamEvent[]>;
  close(): void;
};

export async function watchNotifications(
  caller: { url: string; token: string },
  lastEventId?: string,
): Promise<WatchedStream> {
  const abort = new AbortController();
  const response = await fetch(`${caller.url}/notifications/stream`, {
    headers: {
      authorization: `Bearer ${caller.token}`,
      ...(lastEventId !== undefined && { 'last-event-id': lastEventId }),
    },
    signal: abort.signal,
  });
  const events: StreamEvent[] = [];
  let hasEnded = false;
  void read(response, events)
    .catch(() => {})
    .finally(() => {
      hasEnded = true;
    });
  const notifications = () => events.filter((one) => one.event === 'notification');
  if (response.status === 200)
    await until(() => events.some((one) => one.event === 'ready'), 'the stream is ready');
  return {
    status: response.status,
    headers: response.headers,
    events,
    titles: () => notifications().map((one) => String(one.data.title)),
    lastId: () => events.findLast((one) => one.id !== undefined)?.id,
    hasEnded: () => hasEnded,
    until: (count) =>
      until(() => notifications().length >= count && notifications(), `${count} notification(s) came`),
    close: () => abort.abort(),
  };
}

async function read(response: Response, events: StreamEvent[]): Promise<void> {
  let rest = '';
  for await (const text of (response.body as ReadableStream<Uint8Array>).pipeThrough(
    new TextDecoderStream() as never,
  ) as unknown as AsyncIterable<string>) {
    const blocks = (rest + text).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const field = (name: string) =>
        block
          .split('\n')
          .find((line) => line.startsWith(`${name}: `))
          ?.slice(name.length + 2);
      const event = field('event');
      if (event !== undefined)
        events.push({ event, id: field('id'), data: JSON.parse(field('data') ?? '{}') });
    }
  }
}
