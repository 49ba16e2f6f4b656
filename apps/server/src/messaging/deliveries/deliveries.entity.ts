import { defineEntity, p } from '@mikro-orm/core';
import type { InferKyselyTable } from '@mikro-orm/sql';
import { LOCALES } from '../../kernel/locale.contract.ts';

const DELIVERY_STATES = ['pending', 'claimed', 'sending', 'sent', 'failed', 'unknown', 'withdrawn'] as const;

/** Codes and security mails never wait behind mails to many. */
export const DELIVERY_LANES = ['prompt', 'bulk'] as const;
export type DeliveryLane = (typeof DELIVERY_LANES)[number];

/** By which name a lane is paused: the prompt one is what the jobs of this name do. */
export const PAUSED_AS = { prompt: 'deliver-mail', bulk: 'bulk-mail' } as const satisfies Record<
  DeliveryLane,
  string
>;

/** What a mail may have to wait for, in this order. */
export const MAIL_PACES = ['mailbox', 'domain'] as const;
export type MailPaceKind = (typeof MAIL_PACES)[number];

/** Posted for later, and not told of within the product yet; as its index says it, so that this is used. */
export const IS_UNTOLD = "state = 'pending' and told_at is null and due_at > created_at";
const UNTOLD_INDEX = `create index "delivery_untold_index" on "delivery" ("lane", "next_try_at") where ${IS_UNTOLD}`;

/** One mail to one address: the ledger. What it says is the truth; the queue only wakes the sender. */
export const DeliveryEntity = defineEntity({
  name: 'Delivery',
  tableName: 'delivery',
  properties: {
    id: p.uuid().primary(),
    /** What makes it one mail, however often it is asked for. */
    sendKey: p.string().length(200).unique(),
    kind: p.string().length(60),
    lane: p.enum(DELIVERY_LANES),
    recipient: p.string().length(254),
    accountId: p.uuid().nullable(),
    /** What it tells of, such as a participation, so that what is unsent of it can be moved or withdrawn. */
    aboutId: p.uuid().nullable(),
    locale: p.enum(LOCALES),
    /** What the words need that is not read again when it is sent; emptied once nothing more will be sent. */
    payload: p.json<Record<string, unknown>>(),
    state: p.enum(DELIVERY_STATES).default('pending'),
    dueAt: p.datetime(3),
    /** Not tried before this; it grows with every try that failed for now. */
    nextTryAt: p.datetime(3),
    tries: p.integer().default(0),
    /** Its turn by the pace of its domain and its mailbox, once it had to wait for one. */
    turnAt: p.datetime(3).nullable(),
    turnOf: p.enum(MAIL_PACES).nullable(),
    /** When it was told of within the product because it was due while its lane was paused, or had lost its sense. */
    toldAt: p.datetime(3).nullable(),
    owner: p.string().length(80).nullable(),
    leaseUntil: p.datetime(3).nullable(),
    messageId: p.string().length(200),
    /** What the relay answered, or why it was withdrawn. */
    outcome: p.text().nullable(),
    createdAt: p.datetime(3),
    sentAt: p.datetime(3).nullable(),
  },
  indexes: [
    { properties: ['state', 'lane', 'nextTryAt'] },
    { properties: ['aboutId', 'kind'] },
    { name: 'delivery_untold_index', expression: UNTOLD_INDEX },
  ],
});

declare module '../../kernel/database/tables.ts' {
  interface Tables {
    delivery: InferKyselyTable<typeof DeliveryEntity>;
  }
}
