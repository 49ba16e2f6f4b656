// The load generator, in a process of its own: keep-alive HTTP/1.1 over plain sockets, with requests whose
// bytes are made beforehand. It is as cheap as it can be, for it shares the machine with what it measures.
import { connect, type Socket } from 'node:net';
import type { Load, LoadResult } from './start-load.ts';

const HEAD_END = Buffer.from('\r\n\r\n');
/** Nothing here runs for longer, whatever hangs. */
const DEADLINE_MS = 60_000;

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
  const started = performance.now();
  const endsAt = started + Math.min('forMs' in load ? load.forMs : DEADLINE_MS, DEADLINE_MS);
  const most = 'forMs' in load ? Number.POSITIVE_INFINITY : requests.length;
  let next = 0;

  async function useConnection(): Promise<void> {
    const socket = connect({ host: '127.0.0.1', port: load.port, noDelay: true });
    try {
      while (next < most && performance.now() < endsAt) {
        const request = requests[next++ % requests.length] as Buffer;
        const asked = performance.now();
        const status = await ask(socket, request);
        timesMs.push(performance.now() - asked);
        statuses[status] = (statuses[status] ?? 0) + 1;
      }
    } finally {
      socket.destroy();
    }
  }

  await Promise.all(Array.from({ length: load.connections }, useConnection));
  const tookMs = performance.now() - started;
  timesMs.sort((one, other) => one - other);
  const percentile = (share: number) => timesMs[Math.floor(timesMs.length * share)] ?? Number.NaN;
  return {
    tookMs,
    perSecond: (timesMs.length * 1_000) / tookMs,
    statuses,
    p50Ms: percentile(0.5),
    p99Ms: percentile(0.99),
  };
}

/** Sends one request and reads the whole answer, whose length its head must tell. */
function ask(socket: Socket, request: Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    let received: Buffer | undefined;
    const hangs = setTimeout(() => settle(new Error('an answer did not come in time')), DEADLINE_MS);
    const lose = () => settle(new Error('the connection was closed'));

    function settle(outcome: Error | string): void {
      clearTimeout(hangs);
      socket.off('data', read).off('error', settle).off('close', lose);
      if (typeof outcome === 'string') resolve(outcome);
      else reject(outcome);
    }
    function read(chunk: Buffer): void {
      received = received === undefined ? chunk : Buffer.concat([received, chunk]);
      const headEnd = received.indexOf(HEAD_END);
      if (headEnd < 0) return;
      const head = received.toString('latin1', 0, headEnd);
      const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
      if (length === undefined) settle(new Error(`an answer of unknown length: ${head}`));
      else if (received.length >= headEnd + 4 + Number(length)) settle(head.slice(9, 12));
    }
    socket.on('data', read).on('error', settle).on('close', lose);
    socket.write(request);
  });
}
