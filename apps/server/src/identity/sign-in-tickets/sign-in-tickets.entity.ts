import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import type { InferKyselyTable } from '@mikro-orm/sql';
import { AccountEntity } from '../../people/accounts/accounts.entity.ts';
import { SecondFactorKind } from './sign-in-tickets.contract.ts';

/** What a ticket leads to once its second factor has been shown. */
export const TICKET_PURPOSES = ['sign-in', 'reauthentication', 'recovery'] as const;
export type TicketPurpose = (typeof TICKET_PURPOSES)[number];

const FIRST_FACTORS = ['mail-code', 'password', 'passkey'] as const;
export type FirstFactor = (typeof FIRST_FACTORS)[number];

/**
 * Somebody who has shown a first factor and owes a second. The ticket is no session: it can ask for a code and show
 * a factor, and nothing else. Only its SHA-256 is kept.
 */
export const SignInTicketEntity = defineEntity({
  name: 'SignInTicket',
  tableName: 'sign_in_ticket',
  properties: {
    tokenHash: p.string().length(64).primary(),
    purpose: p.enum(TICKET_PURPOSES),
    accountId: () => p.manyToOne(AccountEntity).mapToPk().fieldName('account_id').index(),
    firstFactor: p.enum(FIRST_FACTORS),
    /** The session that is to become fresh. */
    sessionId: p.uuid().nullable(),
    /** Names the code that was last asked for with it. */
    codeTicket: p.uuid().nullable(),
    /** What was shown with it, and which passkey: what a recovery ends in says so too. */
    secondFactor: p.enum(SecondFactorKind.options).nullable(),
    passkeyId: p.uuid().nullable(),
    createdAt: p.datetime(3),
    expiresAt: p.datetime(3).index(),
    /** Whether nothing is owed any more; what it leads to may then happen, once. */
    completedAt: p.datetime(3).nullable(),
    consumedAt: p.datetime(3).nullable(),
  },
});
export type SignInTicketRow = InferEntity<typeof SignInTicketEntity>;

declare module '../../kernel/database/tables.ts' {
  interface Tables {
    sign_in_ticket: InferKyselyTable<typeof SignInTicketEntity>;
  }
}
