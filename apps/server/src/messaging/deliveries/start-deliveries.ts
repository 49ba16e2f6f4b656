import { SECOND_MS } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import type { Deadlines } from '../../kernel/mailer/mailer.ts';
import type { AnyMail } from '../mails/declare-mail.ts';
import { openSender } from './sender.ts';
import { createAlarm, sweepLane, sweepLeases } from './sweep-deliveries.ts';

/** What is on its way when the process is stopped may take so long to be answered. */
const FINISH_MS = 10 * SECOND_MS;

export type Deliveries = {
  /** Looks for due mail now instead of within a second. */
  wake(): void;
  /** Lets what is on its way finish, and hands back what has not reached the relay. */
  stop(): Promise<void>;
};

/**
 * Sends mail as it falls due, until it is stopped. Any number of processes may do so beside one another.
 * `contextOf` gives, at every call, a context of its own outside of a transaction.
 */
export function startDeliveries(options: {
  mails: readonly AnyMail[];
  contextOf: () => Context;
  deadlines?: Deadlines;
}): Deliveries {
  const stopping = new AbortController();
  const abandoning = new AbortController();
  const { contextOf, mails } = options;
  const alarm = createAlarm();
  const sender = openSender({ mails, contextOf, signal: abandoning.signal, deadlines: options.deadlines });
  const sweep = { sender, alarm, contextOf, signal: stopping.signal };
  const loops = [sweepLane('prompt', sweep), sweepLane('bulk', sweep), sweepLeases(sweep)];
  return {
    wake: alarm.ring,
    async stop() {
      stopping.abort();
      const patience = setTimeout(() => abandoning.abort(), FINISH_MS);
      await Promise.all(loops);
      await sender.close();
      clearTimeout(patience);
    },
  };
}
