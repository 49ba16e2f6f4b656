import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import type { InferKyselyTable } from '@mikro-orm/sql';

const CODE_PURPOSES = [
  'registration',
  'sign-in',
  'second-factor',
  'reauthentication',
  'recovery',
  'address-change',
] as const;
export type CodePurpose = (typeof CODE_PURPOSES)[number];

/** An eight-digit code on its way to an address. Only its keyed hash is kept. */
export const OneTimeCodeEntity = defineEntity({
  name: 'OneTimeCode',
  tableName: 'one_time_code',
  properties: {
    /** The ticket that its asker holds. */
    id: p.uuid().primary(),
    purpose: p.enum(CODE_PURPOSES),
    address: p.string().length(254),
    addressKey: p.string().length(254).index(),
    codeHash: p.string().length(64),
    /** What is to happen when it is redeemed, such as the name of the account to be made. */
    intent: p.json<Record<string, unknown>>(),
    createdAt: p.datetime(3),
    expiresAt: p.datetime(3).index(),
    consumedAt: p.datetime(3).nullable(),
  },
});
export type OneTimeCodeRow = InferEntity<typeof OneTimeCodeEntity>;

/** Wrong tries, and requests for codes, by purpose and address. Starting a flow again does not start a count again. */
export const WrongTriesEntity = defineEntity({
  name: 'WrongTries',
  tableName: 'wrong_tries',
  properties: {
    key: p.string().length(300).primary(),
    tries: p.integer().default(0),
    waitUntil: p.datetime(3).nullable(),
    updatedAt: p.datetime(3),
  },
});

declare module '../../kernel/database/tables.ts' {
  interface Tables {
    one_time_code: InferKyselyTable<typeof OneTimeCodeEntity>;
    wrong_tries: InferKyselyTable<typeof WrongTriesEntity>;
  }
}

const FIRST_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 3_600_000;

/** After the second wrong try or request: 30 s × 2^tries, an hour at most; before it none. */
export function waitAfterMs(tries: number): number {
  if (tries < 2) return 0;
  return Math.min(FIRST_WAIT_MS * 2 ** tries, LONGEST_WAIT_MS);
}
