// A relay in a process of its own: the SMTP server that the tests use, which keeps nothing and counts.
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

let accepted = 0;
const times = new Map<string, number>();
/** Mails to these addresses are looked out for: when each came is told. */
const WATCHED = /^watched-/;

const server = new SMTPServer({
  disabledCommands: ['AUTH', 'STARTTLS'],
  disableReverseLookup: true,
  onData(stream, session, done) {
    stream.on('end', () => {
      accepted += 1;
      const [recipient] = session.envelope.rcptTo;
      if (recipient !== undefined && WATCHED.test(recipient.address))
        times.set(recipient.address, Date.now());
      done();
    });
    stream.resume();
  },
});
server.on('error', () => {});
const listening = server.listen(0, '127.0.0.1');
await once(listening, 'listening');
process.send?.({ port: (listening.address() as AddressInfo).port });
process.on('message', () => {
  process.send?.({ accepted, times: Object.fromEntries(times) });
  times.clear();
});
process.on('disconnect', () => process.exit(0));
