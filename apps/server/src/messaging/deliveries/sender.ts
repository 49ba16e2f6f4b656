import type { Context } from '../../kernel/context.ts';
import { type Deadlines, type Mailer, openMailer } from '../../kernel/mailer/mailer.ts';
import type { AnyMail } from '../mails/declare-mail.ts';
import { type ClaimedDelivery, claimDeliveries } from './claim-deliveries.ts';
import { deliverClaimed, tellOfWaiting } from './deliver-claimed.ts';
import { DELIVERY_LANES, type DeliveryLane } from './deliveries.entity.ts';
import { keepPace } from './keep-pace.ts';
import { tellOfPaused } from './tell-of-paused.ts';

/** Connections to the relay of one process. Mails that people wait for have some of their own. */
export const AT_ONCE: Record<DeliveryLane, number> = { prompt: 8, bulk: 20 };

/** What of this process sends mail, with its connections to the relay. */
export type Sender = {
  /** What is to be sent now; `isAll` when nothing more is due, or to be told of while the lane is paused. */
  claim(lane: DeliveryLane, most: number): Promise<{ claimed: ClaimedDelivery[]; isAll: boolean }>;
  deliver(delivery: ClaimedDelivery): Promise<void>;
  /** Whether the relay was soon done with the last mail of this lane. */
  isQuick(lane: DeliveryLane): boolean;
  /** One by its id, at once; nothing if another process has it or it is settled. */
  deliverNow(deliveryId: string): Promise<void>;
  /** Waits for what is on its way, then lets go of the relay. */
  close(): Promise<void>;
};

/** Jobs know nothing but their payload; this is how they find what sends in their process. */
let running: Sender | undefined;

export function runningSender(): Sender {
  if (running === undefined) throw new Error('this process sends no mail');
  return running;
}

export function openSender(options: {
  mails: readonly AnyMail[];
  contextOf: () => Context;
  signal: AbortSignal;
  deadlines?: Deadlines | undefined;
}): Sender {
  const url = options.contextOf().config.SMTP_URL;
  if (url === undefined) throw new Error('there is no SMTP_URL to send mail to');
  const mailers = Object.fromEntries(
    DELIVERY_LANES.map((lane) => [
      lane,
      openMailer({ url, connections: AT_ONCE[lane], deadlines: options.deadlines }),
    ]),
  ) as Record<DeliveryLane, Mailer>;
  const atWork = new Set<Promise<void>>();
  const kinds = options.mails.map(({ kind }) => kind);
  const sender: Sender = {
    async claim(lane, most) {
      const ctx = options.contextOf();
      const due = await claimDeliveries(ctx, { lane, most }, kinds);
      if (due.length === 0) return { claimed: [], isAll: await tellOfPaused(ctx, lane, options.mails) };
      const claimed = await keepPace(ctx, due);
      const isReady = new Set(claimed);
      const waiting = due.filter((delivery) => !isReady.has(delivery));
      await tellOfWaiting(ctx, waiting, options.mails);
      return { claimed, isAll: due.length < most };
    },
    deliver(delivery) {
      const work = deliverClaimed(options.contextOf(), delivery, {
        ...options,
        mailer: mailers[delivery.lane],
      });
      atWork.add(work);
      return work.finally(() => atWork.delete(work));
    },
    isQuick: (lane) => mailers[lane].isQuick(),
    async deliverNow(id) {
      for (const delivery of await claimDeliveries(options.contextOf(), { id }, kinds))
        await sender.deliver(delivery);
    },
    async close() {
      if (running === sender) running = undefined;
      await Promise.allSettled(atWork);
      for (const mailer of Object.values(mailers)) mailer.close();
    },
  };
  running = sender;
  return sender;
}
