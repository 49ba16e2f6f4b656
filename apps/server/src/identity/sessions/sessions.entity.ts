import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import type { InferKyselyTable } from '@mikro-orm/sql';
import { AccountEntity } from '../../people/accounts/accounts.entity.ts';
import type { Factor } from './sessions.contract.ts';

export const SESSION_ENDS = ['signed-out', 'ended', 'reused', 'disabled', 'reported', 'recovered'] as const;

/** A device that is signed in: one family of refresh tokens. */
export const SessionEntity = defineEntity({
  name: 'Session',
  tableName: 'session',
  properties: {
    id: p.uuid().primary(),
    accountId: () => p.manyToOne(AccountEntity).mapToPk().fieldName('account_id').index(),
    createdAt: p.datetime(3),
    /** As of when it is fresh; it is set back where more is asked for than was shown. */
    authenticatedAt: p.datetime(3),
    /** When it was last confirmed by what stands in `factors`. Null: that was shown when it began. */
    shownAt: p.datetime(3).nullable(),
    /** Access tokens of renewals from before are over: it was confirmed then, or what came was lost. Null: since it began. */
    tokensSince: p.datetime(3).nullable(),
    /** When it was last renewed, which is also what its access tokens are of. */
    lastUsedAt: p.datetime(3),
    /** The last renewal, until somebody comes with what it gave: its answer may have been lost. */
    awaitedSince: p.datetime(3).nullable(),
    expiresAt: p.datetime(3).index(),
    endedAt: p.datetime(3).nullable(),
    endReason: p.enum(SESSION_ENDS).nullable(),
    /** What was shown to start it or to confirm it since, the first factor first. */
    factors: p.json<Factor[]>(),
    /** The passkey among them: how old it is decides what it is worth. */
    passkeyId: p.uuid().nullable(),
    /** When the recovery codes were made, if one was among them: likewise. */
    codesMadeAt: p.datetime(3).nullable(),
    /** SHA-256 of the token by which a browser is known again after signing out. */
    deviceHash: p.string().length(64).nullable(),
    /** The first session on its device; null in that one itself. Whoever reports one reports the device. */
    firstSessionId: p.uuid().nullable(),
    ipAddress: p.string().length(45),
    userAgent: p.string().length(400),
  },
});
export type SessionRow = InferEntity<typeof SessionEntity>;

/** Begins a renewal, whose tokens are awaited: always later than the one before, whosever clock that was by. */
export function beginRenewal(session: SessionRow, now: Date): Date {
  const renewedAt = new Date(Math.max(now.getTime(), session.lastUsedAt.getTime() + 1));
  session.lastUsedAt = renewedAt;
  session.awaitedSince = renewedAt;
  return renewedAt;
}

/** Every refresh token of a family, by its SHA-256. The text of a token is never kept. */
export const RefreshTokenEntity = defineEntity({
  name: 'RefreshToken',
  tableName: 'refresh_token',
  properties: {
    hash: p.string().length(64).primary(),
    sessionId: () =>
      p.manyToOne(SessionEntity).mapToPk().fieldName('session_id').deleteRule('cascade').index(),
    issuedAt: p.datetime(3),
    /** When it was exchanged last; for one without a successor, when another took its place unseen. */
    usedAt: p.datetime(3).nullable(),
    /** When that exchange was sent, by its sender's clock: what they sent before is told by the same clock. */
    usedSentAt: p.datetime(3).nullable(),
    /** With the token itself and the server's key this gives its successor again, within the grace. */
    successorSalt: p.string().length(64).nullable(),
    successorHash: p.string().length(64).nullable(),
    /** Whether it was spent to confirm that its owner uses the session. */
    isConfirmation: p.boolean().default(false),
  },
});
export type RefreshTokenRow = InferEntity<typeof RefreshTokenEntity>;

declare module '../../kernel/database/tables.ts' {
  interface Tables {
    session: InferKyselyTable<typeof SessionEntity>;
    refresh_token: InferKyselyTable<typeof RefreshTokenEntity>;
  }
}
