import { fork } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';

export type Sink = AsyncDisposable & {
  port: number;
  url: string;
  /** How many mails it has accepted so far, and when those to watched addresses came since it was last asked. */
  ask(): Promise<{ accepted: number; times: Record<string, number> }>;
};

/** Starts a relay that accepts everything, in a process of its own. */
export async function startSink(): Promise<Sink> {
  const child = fork(new URL('sink-process.ts', import.meta.url), { execArgv: [] });
  const [{ port }] = (await once(child, 'message')) as [{ port: number }];
  return {
    port,
    url: `smtp://127.0.0.1:${port}`,
    async ask() {
      child.send('how many');
      const [answer] = await once(child, 'message');
      return answer as { accepted: number; times: Record<string, number> };
    },
    async [Symbol.asyncDispose]() {
      const exited = once(child, 'exit');
      child.disconnect();
      await exited;
    },
  };
}

/**
 * The relay's own limit: mails a second from a client that has nothing to do but write the same bytes again, over so
 * many kept connections.
 */
export async function floodSink(
  port: number,
  options: { mails: number; connections: number; message: Buffer },
): Promise<number> {
  let left = options.mails;
  const started = performance.now();
  const take = () => {
    if (left === 0) return false;
    left -= 1;
    return true;
  };
  await Promise.all(Array.from({ length: options.connections }, () => converse(port, options.message, take)));
  return (options.mails * 1_000) / (performance.now() - started);
}

/** One connection, which sends as long as there is something to take. A step goes out as the one before is answered. */
function converse(port: number, message: Buffer, take: () => boolean): Promise<void> {
  const body = Buffer.concat([message, Buffer.from('\r\n.\r\n')]);
  const steps = ['MAIL FROM:<a@example.org>\r\n', 'RCPT TO:<b@example.org>\r\n', 'DATA\r\n', body];
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    let step = -2;
    socket.on('error', reject).on('close', () => resolve());
    socket.on('data', (answer) => {
      // The answer to a greeting has several lines; the last has a blank after its code.
      if (!/^\d{3} /.test(answer.toString().trimEnd().split('\r\n').at(-1) ?? '') || socket.writableEnded)
        return;
      step += 1;
      if (step === -1) socket.write('EHLO bench\r\n');
      else {
        const next = step % steps.length;
        if (next === 0 && !take()) socket.end('QUIT\r\n');
        else socket.write(steps[next] as string);
      }
    });
  });
}
