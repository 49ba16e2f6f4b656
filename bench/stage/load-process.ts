// The load generator, in a process of its own: keep-alive HTTP/1.1 over plain sockets, with requests whose
// bytes are made beforehand. It is as cheap as it can be, for it shares the machine with what it measures.
import { connect } from 'node:net';
import type { Load, LoadResult } from './start-load.ts';

const HEAD_END = Buffer.from('\r\n\r\n');
const LENGTH = Buffer.from('\r\ncontent-length: ');
const RETRY_AFTER = Buffer.from('\r\nretry-after: ');
/** Nothing here runs for longer, whatever hangs. */
const DEADLINE_MS = 120_000;

process.on('message', (load: Load) => {
  void run(load).then(
    (result) => process.send?.({ result }),
    (error: Error) => process.send?.({ error: error.message }),
  );
});
process.on('disconnect', () => process.exit(0));

async function run(load: Load): Promise<LoadResult> {
  const requests = load.requests.map((text) => Buffer.from(text));
  const timesMs: number[] = [];
  const statuses: Record<string, number> = {};
  let retryAfters = 0;
  const started = performance.now();
  const endsAt = 'forMs' in load ? started + load.forMs : Number.POSITIVE_INFINITY;
  const most = 'forMs' in load ? Number.POSITIVE_INFINITY : requests.length;
  let next = 0;

  const nextRequest = () =>
    next < most && performance.now() < endsAt ? requests[next++ % requests.length] : undefined;
  const count = (status: string, saysWhen: boolean, tookMs: number) => {
    timesMs.push(tookMs);
    statuses[status] = (statuses[status] ?? 0) + 1;
    if (saysWhen) retryAfters++;
  };
  // At a pace, a connection begins its next request when that is due, and is timed from then: a server that
  // keeps everybody waiting must not look fast because nobody asks it meanwhile.
  const everyMs = load.perSecond === undefined ? 0 : (1_000 * load.connections) / load.perSecond;
  const pace = (index: number): Pace => ({
    startAt: started + (everyMs * index) / load.connections,
    everyMs,
  });
  await Promise.all(
    Array.from({ length: load.connections }, (_, index) =>
      useConnection({ port: load.port, nextRequest, count, pace: pace(index) }),
    ),
  );
  const tookMs = performance.now() - started;
  timesMs.sort((one, other) => one - other);
  const percentile = (share: number) => timesMs[Math.floor(timesMs.length * share)] ?? Number.NaN;
  return {
    tookMs,
    perSecond: (timesMs.length * 1_000) / tookMs,
    statuses,
    retryAfters,
    p50Ms: percentile(0.5),
    p99Ms: percentile(0.99),
  };
}

/** When a connection's first request is due, and how long after each the next; without a pace each is due at once. */
type Pace = { startAt: number; everyMs: number };

type Use = {
  port: number;
  nextRequest: () => Buffer | undefined;
  count: (status: string, saysWhen: boolean, tookMs: number) => void;
  pace: Pace;
};

/** Sends one request after another, each when the answer to the one before is there in full. */
function useConnection({ port, nextRequest, count, pace }: Use): Promise<void> {
  let dueAt = pace.startAt;
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port, noDelay: true });
    let received: Buffer | undefined;
    let askedAt = 0;

    function askWhenDue(): void {
      const waitMs = pace.everyMs === 0 ? 0 : dueAt - performance.now();
      if (waitMs > 1) setTimeout(ask, waitMs);
      else ask();
    }
    function ask(): void {
      const request = nextRequest();
      if (request === undefined) {
        resolve();
        socket.destroy();
        return;
      }
      askedAt = pace.everyMs === 0 ? performance.now() : Math.min(dueAt, performance.now());
      dueAt += pace.everyMs;
      socket.write(request);
    }
    function fail(message: string): void {
      reject(new Error(message));
      socket.destroy();
    }
    socket.setTimeout(DEADLINE_MS, () => fail('an answer did not come in time'));
    socket.on('error', (error) => fail(error.message));
    socket.on('close', () => fail('the connection was closed'));
    socket.on('connect', askWhenDue);
    socket.on('data', (chunk) => {
      received = received === undefined ? chunk : Buffer.concat([received, chunk]);
      const length = lengthOf(received);
      if (length === undefined) return;
      if (Number.isNaN(length)) return fail('an answer does not tell its length');
      if (received.length < length) return;
      const saysWhen = received.subarray(0, received.indexOf(HEAD_END)).includes(RETRY_AFTER);
      count(received.toString('latin1', 9, 12), saysWhen, performance.now() - askedAt);
      received = undefined;
      askWhenDue();
    });
  });
}

/** Of head and body; undefined while the head is not there in full, NaN when it does not tell. */
function lengthOf(answer: Buffer): number | undefined {
  const headEnd = answer.indexOf(HEAD_END);
  if (headEnd < 0) return undefined;
  const at = answer.indexOf(LENGTH);
  if (at < 0 || at > headEnd) return Number.NaN;
  const digits = answer.toString('latin1', at + LENGTH.length, answer.indexOf('\r', at + LENGTH.length));
  return headEnd + HEAD_END.length + Number(digits);
}
