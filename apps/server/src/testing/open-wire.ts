import { connect, createServer } from 'node:net';
import { freePort } from './free-port.ts';

export type Wire = {
  /** The address of the database by way of this. */
  url: string;
  /** How often the client has asked so far, and waited for what was answered before it asked again. */
  ways(): number;
  close(): void;
};

/** Long enough for all answers to what was asked in one write. */
const HELD_MS = 15;

/** Between a client and the database, whose answers it keeps back until no more of them come. */
export async function openWire(url: string): Promise<Wire> {
  const { hostname, port } = new URL(url);
  const own = new URL(url);
  own.port = String(await freePort());
  let ways = 0;
  const server = createServer((client) => {
    const database = connect({ host: hostname, port: Number(port) });
    let answer: Buffer[] = [];
    let timer: NodeJS.Timeout | undefined;
    let isAnswered = true;
    client.on('data', (asked) => {
      if (isAnswered) ways++;
      isAnswered = false;
      database.write(asked);
    });
    database.on('data', (part) => {
      answer.push(part);
      clearTimeout(timer);
      timer = setTimeout(() => {
        client.write(Buffer.concat(answer));
        answer = [];
        isAnswered = true;
      }, HELD_MS);
    });
    client.on('close', () => database.destroy());
    database.on('close', () => client.destroy());
    client.on('error', () => {});
    database.on('error', () => {});
  });
  await new Promise<void>((resolve) => server.listen(Number(own.port), hostname, resolve));
  return { url: own.href, ways: () => ways, close: () => server.close() };
}
