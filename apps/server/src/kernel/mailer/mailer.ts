import { Readable } from 'node:stream';
import type { SMTPSentMessageInfo } from 'nodemailer/lib/smtp-transport';
import { MINUTE_MS, SECOND_MS } from '../clock.ts';
import { UNAVAILABLE } from '../fault.contract.ts';
import { createLane } from '../lanes/create-lane.ts';
import { judgeFailure, type SendResult } from './send-result.ts';

/** For a connection that is free: what was composed says how things stand now. */
export const TURN_DEADLINE_MS = 10 * SECOND_MS;
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
  /** Whether the last mail that had a connection was soon done with it. */
  isQuick(): boolean;
  close(): void;
};

/** How long a mail may wait for a connection, and how long a relay may take: to the 354, and from there to its answer. */
export type Deadlines = { turnMs: number; envelopeMs: number; answerMs: number };

const DEADLINES: Deadlines = {
  turnMs: TURN_DEADLINE_MS,
  envelopeMs: ENVELOPE_DEADLINE_MS,
  answerMs: ANSWER_DEADLINE_MS,
};

const STOPPED: SendResult = { kind: 'handed-back', reason: 'sending was stopped' };

const QUICK_MS = SECOND_MS / 2;

/** A pool of SMTP connections. The client is loaded with the first mail: whoever sends none does not pay for it. */
export function openMailer(options: {
  url: string;
  connections: number;
  /** Shorter ones than a lease allows for; left out: as long as that. */
  deadlines?: Deadlines | undefined;
}): Mailer {
  const { connections, deadlines = DEADLINES } = options;
  const lane = createLane({ atOnce: connections, mostWaiting: Number.POSITIVE_INFINITY, full: UNAVAILABLE });
  let opening: ReturnType<typeof openTransport> | undefined;
  let lastTookMs = Number.POSITIVE_INFINITY;
  return {
    async sendRaw(mail) {
      opening ??= openTransport(options);
      const transport = await opening;
      const cameAt = performance.now();
      return lane<SendResult>(async () => {
        if (mail.signal.aborted) return STOPPED;
        const turnAt = performance.now();
        if (turnAt - cameAt > deadlines.turnMs)
          return { kind: 'handed-back', reason: 'no connection to the relay was free in time' };
        const result = await send(transport, mail, deadlines);
        lastTookMs = performance.now() - turnAt;
        return result;
      });
    },
    isQuick: () => lastTookMs < QUICK_MS,
    close: () => void opening?.then((transport) => transport.close()),
  };
}

async function openTransport(options: { url: string; connections: number }) {
  const { createTransport } = await import('nodemailer');
  return createTransport({
    pool: true,
    url: options.url,
    maxConnections: options.connections,
    maxMessages: 1_000,
    connectionTimeout: 15 * SECOND_MS,
    greetingTimeout: 15 * SECOND_MS,
    socketTimeout: ANSWER_DEADLINE_MS,
  });
}

type Transport = Awaited<ReturnType<typeof openTransport>>;

async function send(transport: Transport, mail: RawMail, deadlines: Deadlines): Promise<SendResult> {
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
  try {
    const sent = await handToPool(transport, {
      ...mail,
      signal: AbortSignal.any([mail.signal, deadline.signal]),
      openBody: () =>
        new Readable({
          read() {
            handOver(this).catch((error) => this.destroy(error));
          },
        }),
    });
    return { kind: 'accepted', response: sent.response };
  } catch (error) {
    if (mail.signal.aborted && !isHandedOver) return STOPPED;
    return judgeFailure(error as Error, isHandedOver);
  } finally {
    isOver = true;
    clearTimeout(timer);
  }
}

type Handed = Pick<RawMail, 'envelope' | 'messageId' | 'signal'> & { openBody: () => Readable };

/**
 * As a transport is handed what has been composed. By `sendMail` the client would compose a message of its own first,
 * and read ahead of the relay's 354; the stream itself tells by its first read.
 */
function handToPool(transport: Transport, mail: Handed): Promise<SMTPSentMessageInfo> {
  const message = {
    getEnvelope: () => ({ from: mail.envelope.from, to: [mail.envelope.to] }),
    getHeader: () => mail.messageId,
    messageId: () => mail.messageId,
    createReadStream: mail.openBody,
  };
  return new Promise((resolve, reject) => {
    transport.transporter.send({ data: { signal: mail.signal }, message } as never, (error, sent) =>
      error ? reject(error) : resolve(sent as SMTPSentMessageInfo),
    );
  });
}
