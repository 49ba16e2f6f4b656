import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { createInterface } from 'node:readline';

/** Where in a conversation a relay may misbehave; `body` is its answer to the whole message. */
export type SmtpPhase = 'greeting' | 'hello' | 'mail' | 'rcpt' | 'data' | 'body';

const USUAL: Record<SmtpPhase, string> = {
  greeting: '220 relay.example.org',
  hello: '250 relay.example.org',
  mail: '250 2.1.0 Ok',
  rcpt: '250 2.1.5 Ok',
  data: '354 Go on',
  body: '250 2.0.0 Ok: queued',
};

/** The last is an answer, and then the connection is reset before anybody says goodbye. */
type Misdeed = 'hangs up' | 'resets' | 'says nothing' | 'accepts and resets';

export type ScriptedRelay = {
  url: string;
  /** What it says in a phase from now on, or what it does there instead of an answer. */
  says: Partial<Record<SmtpPhase, string | Misdeed>>;
  /** Whole messages that reached it, whatever it said to them. */
  bodies: string[];
  stop(): Promise<void>;
};

/** A relay that speaks just enough SMTP to go wrong anywhere, which a well-made server refuses to. */
export async function startScriptedRelay(): Promise<ScriptedRelay> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => {});
    converse(socket, relay);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const relay: ScriptedRelay = {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    says: {},
    bodies: [],
    async stop() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
  return relay;
}

function converse(socket: Socket, relay: ScriptedRelay): void {
  let body: string[] | undefined;
  const answer = (phase: SmtpPhase): string => {
    const said = relay.says[phase] ?? USUAL[phase];
    if (said === 'hangs up') socket.destroy();
    else if (said === 'resets') socket.resetAndDestroy();
    else if (said === 'accepts and resets')
      socket.write(`${USUAL[phase]}\r\n`, () => socket.resetAndDestroy());
    else if (said !== 'says nothing') socket.write(`${said}\r\n`);
    return said;
  };
  answer('greeting');
  createInterface({ input: socket }).on('line', (line) => {
    if (body !== undefined) {
      if (line !== '.') body.push(line);
      else {
        relay.bodies.push(body.join('\n'));
        body = undefined;
        answer('body');
      }
      return;
    }
    const command = line.slice(0, 4).toUpperCase();
    if (command === 'EHLO' || command === 'HELO') answer('hello');
    else if (command === 'MAIL') answer('mail');
    else if (command === 'RCPT') answer('rcpt');
    else if (command === 'DATA') body = answer('data').startsWith('354') ? [] : undefined;
    else if (command === 'QUIT') socket.end('221 Bye\r\n');
    else socket.write('250 Ok\r\n');
  });
}
