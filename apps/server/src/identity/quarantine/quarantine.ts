import { after, DAY_MS } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import type { AccountRow } from '../../people/accounts/accounts.entity.ts';

/** So long a new factor signs in and proves nothing against an older one: its owner has a mail about it, and a day. */
const QUARANTINE_MS = DAY_MS;

/** So long a passkey that was taken off goes on guarding the address: as long as a change of it can be taken back. */
export const GUARD_MS = 3 * DAY_MS;

/** What was added no later than this is old enough. */
export function seasonedBefore(ctx: Context, at: Date = ctx.clock.now()): Date {
  return after(at, -QUARANTINE_MS);
}

export function isSeasoned(ctx: Context, addedAt: Date, at?: Date): boolean {
  return addedAt <= seasonedBefore(ctx, at);
}

/** Whoever takes a passkey off to be rid of what it guards has to wait, and its owner reads of it meanwhile. */
export function guardOn(ctx: Context, account: AccountRow, removed: { createdAt: Date }): void {
  if (isSeasoned(ctx, removed.createdAt)) account.guardedUntil = after(ctx.clock.now(), GUARD_MS);
}
