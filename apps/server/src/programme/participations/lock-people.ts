import { accountOf } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { sendAhead } from '../../kernel/database/send-ahead.ts';
import { forUpdate, isAmong, sqlOf } from '../../kernel/database/sql-of.ts';
import { SIGN_IN_REQUIRED } from '../../kernel/fault.contract.ts';
import { Fault } from '../../kernel/fault.ts';
import type { Locale } from '../../kernel/locale.contract.ts';
import { type AccountRow, addressKey } from '../../people/accounts/accounts.entity.ts';

/** Somebody who takes part, and where they read mail. */
export type Person = { accountId: string; recipient: string; addressKey: string; locale: Locale };

export const PERSON_COLUMNS = [
  'account.id as account_id',
  'account.address',
  'account.address_key',
  'account.locale',
] as const;

export function personIn(row: {
  account_id: string;
  address: string;
  address_key: string;
  locale: Locale;
}): Person {
  return {
    accountId: row.account_id,
    recipient: row.address,
    addressKey: row.address_key,
    locale: row.locale,
  };
}

export function personOfAccount({ id, address, addressKey: key, locale }: AccountRow): Person {
  return { accountId: id, recipient: address, addressKey: key, locale };
}

/** Who calls. */
export function personOf(ctx: Context): Person {
  const { accountId, profile } = accountOf(ctx.actor);
  return {
    accountId,
    recipient: profile.address,
    addressKey: addressKey(profile.address),
    locale: profile.locale,
  };
}

/**
 * Lets each of these people get in by one way at a time. Taken before the lock of any event, and by all in the same
 * order, so that nobody waits in a circle: whoever joins and whoever blacklists hold the account and then take the events.
 * Without it an entry of the blacklist and a seat could be given at once, each unseen by the other.
 */
export async function lockPeople(ctx: Context, accountIds: readonly string[]): Promise<Person[]> {
  if (accountIds.length === 0) return [];
  const people = sqlOf(ctx.em)
    .selectFrom('account')
    .where(isAmong(ctx.em, 'account.id', accountIds))
    .select(PERSON_COLUMNS)
    .orderBy('id');
  const rows = await forUpdate(ctx.em, people).execute();
  return rows.map(personIn);
}

/** The same, where nothing has to be known of them. It goes out with the statement that follows. */
export async function holdPeople(ctx: Context, accountIds: readonly string[]): Promise<void> {
  const people = sqlOf(ctx.em)
    .selectFrom('account')
    .where(isAmong(ctx.em, 'account.id', accountIds))
    .select('id')
    .orderBy('id');
  await sendAhead(ctx.em, forUpdate(ctx.em, people).compile());
}

/** The same of who calls, and who that is by now: since they were let in at the door their account may have changed. */
export async function lockCaller(ctx: Context): Promise<Person> {
  const caller = sqlOf(ctx.em)
    .selectFrom('account')
    .where('id', '=', accountOf(ctx.actor).accountId)
    .select([...PERSON_COLUMNS, 'disabled_at']);
  const row = await forUpdate(ctx.em, caller).executeTakeFirst();
  if (row === undefined || row.disabled_at !== null) throw new Fault(SIGN_IN_REQUIRED);
  return personIn(row);
}
