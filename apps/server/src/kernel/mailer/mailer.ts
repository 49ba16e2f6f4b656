import { Readable } from 'node:stream';
import type { SendMailOptions } from 'nodemailer';
import { MINUTE_MS, SECOND_MS } from '../clock.ts';
import { judgeFailure, type SendResult } from './send-result.ts';

/** From taking a connection to the relay's 354: whoever holds a lease on a mail can count on it. */
export const ENVELOPE_DEADLINE_MS = 45 * SECOND_MS;
/** RFC 5321, 4.5.3.2.6: a client waits ten minutes for the answer to the body. */
export const ANSWER_DEADLINE_MS = 10 * MINUTE_MS;

type RawMail = {
  envelope: { from: string; to: string };
  messageId: string;
  message: Buffer;
  /** Runs when the relay is ready for the body, before the first byte of it leaves; a rejection stops the mail. */
  onBodyRead: () => Promise<void>;
  signal: AbortSignal;
};

export type Mailer = {
  sendRaw(mail: RawMail): Promise<SendResult>;
  close(): void;
};

type BodyOpener = SendMailOptions & { openBody: () => Readable };

/** How long a relay may take: to the 354, and from there to its answer. */
export type Deadlines = { envelopeMs: number; answerMs: number };

const DEADLINES: Deadlines = { envelopeMs: ENVELOPE_DEADLINE_MS, answerMs: ANSWER_DEADLINE_MS };

/** A pool of SMTP connections. The client is loaded with the first mail: whoever sends none does not pay for it. */
export function openMailer(options: {
  url: string;
  connections: number;
  /** Shorter ones than a lease allows for; left out: as long as that. */
  deadlines?: Deadlines | undefined;
}): Mailer {
  const { deadlines = DEADLINES } = options;
  let opening: ReturnType<typeof openTransport> | undefined;
  return {
    async sendRaw(mail) {
      opening ??= openTransport(options);
      return send(await opening, mail, deadlines);
    },
    close: () => void opening?.then((transport) => transport.close()),
  };
}

async function openTransport(options: { url: string; connections: number }) {
  const { createTransport } = await import('nodemailer');
  const transport = createTransport({
    pool: true,
    url: options.url,
    maxConnections: options.connections,
    maxMessages: 1_000,
    connectionTimeout: 15 * SECOND_MS,
    greetingTimeout: 15 * SECOND_MS,
    socketTimeout: ANSWER_DEADLINE_MS,
  });
  // The client would read ahead of the relay's 354. Handing it the stream itself makes the first read tell.
  transport.use('stream', (mail, done) => {
    mail.message.createReadStream = (mail.data as BodyOpener).openBody as never;
    done();
  });
  return transport;
}

async function send(
  transport: Awaited<ReturnType<typeof openTransport>>,
  mail: RawMail,
  deadlines: Deadlines,
): Promise<SendResult> {
  const deadline = new AbortController();
  let timer = setTimeout(() => deadline.abort(), deadlines.envelopeMs);
  let hasBegun = false;
  let isHandedOver = false;
  let isOver = false;

  async function handOver(stream: Readable): Promise<void> {
    // The pool may open a body again on another connection, but none is ever read twice.
    if (hasBegun) throw new Error('the body was read before');
    hasBegun = true;
    await mail.onBodyRead();
    if (isOver || stream.destroyed) return;
    clearTimeout(timer);
    timer = setTimeout(() => deadline.abort(), deadlines.answerMs);
    isHandedOver = true;
    stream.push(mail.message);
    stream.push(null);
  }
  const message: BodyOpener = {
    envelope: { from: mail.envelope.from, to: [mail.envelope.to] },
    messageId: mail.messageId,
    signal: AbortSignal.any([mail.signal, deadline.signal]),
    openBody: () =>
      new Readable({
        read() {
          handOver(this).catch((error) => this.destroy(error));
        },
      }),
  };
  try {
    const sent = await transport.sendMail(message);
    return { kind: 'accepted', response: sent.response };
  } catch (error) {
    return judgeFailure(error as Error, isHandedOver);
  } finally {
    isOver = true;
    clearTimeout(timer);
  }
}
