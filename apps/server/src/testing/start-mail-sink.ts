import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';

export type SunkMail = { to: string; raw: Buffer };

export type MailSink = {
  url: string;
  /** Every message that it has accepted, in the order in which it did. */
  mails: SunkMail[];
  stop(): Promise<void>;
};

/** A real SMTP server that accepts all that it is sent and keeps it as it came. */
export async function startMailSink(): Promise<MailSink> {
  const mails: SunkMail[] = [];
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    closeTimeout: 1_000,
    onData(stream, session, done) {
      buffer(stream).then((raw) => {
        for (const { address } of session.envelope.rcptTo) mails.push({ to: address, raw });
        done();
      }, done);
    },
  });
  // A worker that is killed in the middle breaks its connection; that is what some tests are about.
  server.on('error', () => {});
  const listening = server.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  return {
    url: `smtp://127.0.0.1:${(listening.address() as AddressInfo).port}`,
    mails,
    stop: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
