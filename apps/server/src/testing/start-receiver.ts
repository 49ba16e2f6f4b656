import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { until } from './until.ts';

type ReceivedCall = {
  path: string;
  headers: IncomingHttpHeaders;
  text: string;
  body: Record<string, unknown>;
};

export type Receiver = {
  host: string;
  port: number;
  url: string;
  calls: ReceivedCall[];
  /** What it says from now on: a status, and where it sends on to; or nothing at all, so that callers wait. */
  says: { status: number; location?: string } | 'nothing';
  /** So many calls, once they have come. */
  received(count: number): Promise<ReceivedCall[]>;
  stop(): Promise<void>;
};

/** A real HTTP receiver of webhooks, on loopback. */
export async function startReceiver(): Promise<Receiver> {
  const calls: ReceivedCall[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8').on('data', (part: string) => {
      text += part;
    });
    request.on('end', () => {
      calls.push({ path: request.url ?? '', headers: request.headers, text, body: JSON.parse(text || '{}') });
      const { says } = receiver;
      if (says === 'nothing') return;
      response.writeHead(says.status, says.location ? { location: says.location } : {}).end();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const receiver: Receiver = {
    host: `127.0.0.1:${port}`,
    port,
    url: `http://127.0.0.1:${port}/hooks/foyer`,
    calls,
    says: { status: 204 },
    received: (count) => until(() => calls.length >= count && calls, `${count} call(s) reached the webhook`),
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return receiver;
}

/** Whether a call is signed by this secret, as a receiver that follows Standard Webhooks checks it. */
export function isSignedBy(secret: string, { headers, text }: ReceivedCall): boolean {
  const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${text}`;
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  return headers['webhook-signature'] === `v1,${createHmac('sha256', key).update(signed).digest('base64')}`;
}
