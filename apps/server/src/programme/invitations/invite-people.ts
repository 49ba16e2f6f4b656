import { actorIdOf } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { instantFor, sqlOf, toInstant } from '../../kernel/database/sql-of.ts';
import { Fault } from '../../kernel/fault.ts';
import { newId } from '../../kernel/ids.ts';
import type { Locale } from '../../kernel/locale.contract.ts';
import { postMails } from '../../messaging/deliveries/post-mail.ts';
import { addressKey } from '../../people/accounts/accounts.entity.ts';
import { findBlacklisted } from '../../people/blacklists/find-blacklisted.ts';
import { isAnswerable } from '../events/events.entity.ts';
import { lockPeople, type Person } from '../participations/lock-people.ts';
import { lockSeats, type Place, readPlaces } from '../participations/lock-seats.ts';
import { movePeople } from '../participations/move-people.ts';
import { REGISTRATION_CLOSED } from '../participations/participations.contract.ts';
import { recordOf } from '../participations/settle-requests.ts';
import { invitationMail } from './invitation.mail.ts';
import type { Invitation, InvitedPeople, InviteInput, SkippedInvitation } from './invitations.contract.ts';
import './invitations.entity.ts';

/**
 * Asks people whether they come. Who has an account gets a participation, and takes a seat by accepting; who has none
 * gets a mail, and the participation once their address registers. Asking again changes nothing.
 */
export async function invitePeople(ctx: Context, input: Invited): Promise<InvitedPeople> {
  const { eventId } = input;
  const { accountIds, strangers } = await findInvited(ctx, input);
  const people = await lockPeople(ctx, accountIds);
  const unwanted = await findBlacklisted(ctx, eventId, [...people, ...strangers]);
  const event = await lockSeats(ctx, eventId);
  if (!isAnswerable(event, ctx.clock.now())) throw new Fault(REGISTRATION_CLOSED);
  const places =
    accountIds.length > 0 ? await readPlaces(ctx, eventId, accountIds) : new Map<string, Place>();

  const skipped = findSkipped({ accountIds, people, places, unwanted: unwanted as Set<object>, strangers });
  const isWanted = (person: Person) => !unwanted.has(person) && isOutside(places.get(person.accountId));
  const { moved } = await movePeople(ctx, event, {
    moves: people.filter(isWanted).map((person) => ({ person, place: places.get(person.accountId) })),
    to: { state: 'invited', source: 'invitation', news: 'invited' },
  });
  const pending = await keepInvitations(
    ctx,
    eventId,
    strangers.filter((one) => !unwanted.has(one)),
  );
  return { invited: moved.map((one) => recordOf(eventId, one)), pending, skipped };
}

type Stranger = { accountId: null; address: string; addressKey: string; fullName: string | null };

/** Who is asked, beside those who are named by their accounts; names by the key of the address. */
type Invited = InviteInput & { fullNames?: ReadonlyMap<string, string> };

/** Who of the invited has an account; each once, however often they were named. */
async function findInvited(
  ctx: Context,
  { accountIds = [], addresses = [], fullNames }: Invited,
): Promise<{ accountIds: string[]; strangers: Stranger[] }> {
  const byKey = new Map(addresses.map((address) => [addressKey(address), address]));
  const known =
    byKey.size === 0
      ? []
      : await sqlOf(ctx.em)
          .selectFrom('account')
          .where('address_key', 'in', [...byKey.keys()])
          .select(['id', 'address_key'])
          .execute();
  for (const row of known) byKey.delete(row.address_key);
  return {
    accountIds: [...new Set([...accountIds, ...known.map((row) => row.id)])],
    strangers: [...byKey].map(([key, address]) => ({
      accountId: null,
      address,
      addressKey: key,
      fullName: fullNames?.get(key) ?? null,
    })),
  };
}

/** Whether there is somebody to ask: not one who is in, or has been asked already. */
function isOutside(place: Place | undefined): boolean {
  return place === undefined || ['declined', 'left', 'rejected'].includes(place.state);
}

function findSkipped(it: {
  accountIds: string[];
  people: Person[];
  places: Map<string, Place>;
  unwanted: Set<object>;
  strangers: Stranger[];
}): SkippedInvitation[] {
  const known = new Set(it.people.map((person) => person.accountId));
  const unknown = it.accountIds.filter((accountId) => !known.has(accountId));
  return [
    ...unknown.map((accountId) => ({ accountId, address: null, reason: 'unknown' as const })),
    ...it.people.flatMap((person): SkippedInvitation[] => {
      const { accountId, recipient: address } = person;
      if (it.unwanted.has(person)) return [{ accountId, address, reason: 'blacklisted' }];
      return isOutside(it.places.get(accountId)) ? [] : [{ accountId, address, reason: 'wrong-state' }];
    }),
    ...it.strangers
      .filter((one) => it.unwanted.has(one))
      .map(({ address }) => ({ accountId: null, address, reason: 'blacklisted' as const })),
  ];
}

async function keepInvitations(
  ctx: Context,
  eventId: string,
  strangers: readonly Stranger[],
): Promise<Invitation[]> {
  if (strangers.length === 0) return [];
  const locale: Locale = ctx.actor.kind === 'account' ? ctx.actor.profile.locale : 'en';
  const rows = await sqlOf(ctx.em)
    .insertInto('invitation')
    .values(
      strangers.map((one) => ({
        id: newId(),
        event_id: eventId,
        address: one.address,
        address_key: one.addressKey,
        full_name: one.fullName,
        locale,
        invited_by: actorIdOf(ctx.actor),
        created_at: instantFor(ctx.em, ctx.clock.now()),
      })),
    )
    .onConflict((conflict) => conflict.columns(['event_id', 'address_key']).doNothing())
    .returning(['id', 'address', 'full_name', 'created_at'])
    .execute();
  await postMails(
    ctx,
    invitationMail,
    rows.map(({ id, address }) => ({
      sendKey: `invitation:${id}`,
      recipient: address,
      locale,
      payload: { invitationId: id },
    })),
  );
  return rows.map((row) => ({
    id: row.id,
    eventId,
    address: row.address,
    fullName: row.full_name,
    createdAt: toInstant(row.created_at),
  }));
}
