import { actorIdOf } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { instantFor, sqlOf } from '../../kernel/database/sql-of.ts';
import { BAD_INPUT } from '../../kernel/fault.contract.ts';
import { Fault, faultAt } from '../../kernel/fault.ts';
import { EXACTLY_ONE, fieldProblem } from '../../kernel/field-problem.contract.ts';
import { newId } from '../../kernel/ids.ts';
import { EVENT_NOT_FOUND } from '../../programme/events/events.contract.ts';
import { withdrawInvitations } from '../../programme/invitations/withdraw-invitations.ts';
import { endParticipations } from '../../programme/participations/end-participations.ts';
import { lockPeople, type Person } from '../../programme/participations/lock-people.ts';
import { ACCOUNT_NOT_FOUND } from '../accounts/accounts.contract.ts';
import { addressKey } from '../accounts/accounts.entity.ts';
import { recordAuditEntry } from '../audit/record-audit-entry.ts';
import type { AddedToBlacklist, AddToBlacklistInput, BlacklistEntry } from './blacklists.contract.ts';
import './blacklists.entity.ts';
import { addressHash } from './find-blacklisted.ts';

/**
 * Keeps somebody out: of one event, or of all. What they take part in now ends, and their seats go to those who wait.
 * The account stays locked from before the entry is written: whoever is on the way in at this moment is either seen
 * here, or sees the entry.
 */
export async function addToBlacklist(ctx: Context, input: AddToBlacklistInput): Promise<AddedToBlacklist> {
  const { eventId = null, reason, endsAt = null } = input;
  const person = await findPerson(ctx, input);
  if (eventId !== null) await assertEvent(ctx, eventId);
  const entry = { id: newId(), eventId, reason, endsAt, createdAt: ctx.clock.now() };
  await sqlOf(ctx.em)
    .insertInto('blacklist_entry')
    .values({
      id: entry.id,
      event_id: eventId,
      account_id: person?.accountId ?? null,
      address_hash: input.address ? addressHash(ctx.config, addressKey(input.address)) : null,
      reason,
      ends_at: endsAt && instantFor(ctx.em, endsAt),
      created_by: actorIdOf(ctx.actor),
      created_at: instantFor(ctx.em, entry.createdAt),
    })
    .execute();
  recordAuditEntry(ctx, {
    action: 'blacklist.added',
    subjectType: 'blacklist_entry',
    subjectId: entry.id,
    details: { eventId, accountId: person?.accountId ?? null, reason },
  });
  const key = person?.addressKey ?? addressKey(input.address ?? '');
  await withdrawInvitations(ctx, { addressKey: key, eventId });
  const ended = person === undefined ? 0 : await endParticipations(ctx, person, { eventId });
  return {
    entry: {
      ...entry,
      accountId: person?.accountId ?? null,
      ...(await readWho(ctx, person)),
      isByAddress: input.address !== undefined,
    },
    endedParticipations: ended,
  };
}

async function findPerson(
  ctx: Context,
  { accountId, address }: AddToBlacklistInput,
): Promise<Person | undefined> {
  if ((accountId === undefined) === (address === undefined))
    throw faultAt(BAD_INPUT, fieldProblem('accountId', EXACTLY_ONE, { fields: ['accountId', 'address'] }));
  const id = accountId ?? (await findAccountId(ctx, addressKey(address ?? '')));
  const [person] = id === undefined ? [] : await lockPeople(ctx, [id]);
  if (accountId !== undefined && person === undefined) throw new Fault(ACCOUNT_NOT_FOUND);
  return person;
}

async function findAccountId(ctx: Context, key: string): Promise<string | undefined> {
  const account = await sqlOf(ctx.em)
    .selectFrom('account')
    .where('address_key', '=', key)
    .select('id')
    .executeTakeFirst();
  return account?.id;
}

async function readWho(
  ctx: Context,
  person: Person | undefined,
): Promise<Pick<BlacklistEntry, 'fullName' | 'isSystem'>> {
  if (person === undefined) return { fullName: null, isSystem: false };
  const account = await sqlOf(ctx.em)
    .selectFrom('account')
    .where('id', '=', person.accountId)
    .select(['full_name', 'is_system'])
    .executeTakeFirst();
  return { fullName: account?.full_name ?? null, isSystem: Boolean(account?.is_system) };
}

async function assertEvent(ctx: Context, eventId: string): Promise<void> {
  const event = await sqlOf(ctx.em)
    .selectFrom('event')
    .where('id', '=', eventId)
    .select('id')
    .executeTakeFirst();
  if (event === undefined) throw new Fault(EVENT_NOT_FOUND);
}
