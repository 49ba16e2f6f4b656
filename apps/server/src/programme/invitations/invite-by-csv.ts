import type { Context } from '../../kernel/context.ts';
import { sqlOf } from '../../kernel/database/sql-of.ts';
import { Fault } from '../../kernel/fault.ts';
import { addressKey } from '../../people/accounts/accounts.entity.ts';
import { EVENT_NOT_FOUND } from '../events/events.contract.ts';
import type { InviteByCsvInput, InvitedByCsv } from './invitations.contract.ts';
import { invitePeople } from './invite-people.ts';
import { readInvitees } from './read-invitees.ts';

/** Invites whom a file names. Wrong lines are told and left out; the others are invited together. */
export async function inviteByCsv(ctx: Context, input: InviteByCsvInput): Promise<InvitedByCsv> {
  const { eventId, csv, isTrial } = input;
  const event = await sqlOf(ctx.em)
    .selectFrom('event')
    .where('id', '=', eventId)
    .select('id')
    .executeTakeFirst();
  if (event === undefined) throw new Fault(EVENT_NOT_FOUND);
  const { people, problems } = readInvitees(csv);
  if (isTrial || people.length === 0) return { people, problems, invited: [], pending: [], skipped: [] };
  const fullNames = new Map(
    people.flatMap(({ address, fullName }) =>
      fullName === null ? [] : [[addressKey(address), fullName] as const],
    ),
  );
  const done = await invitePeople(ctx, {
    eventId,
    addresses: people.map(({ address }) => address),
    fullNames,
  });
  return { people, problems, ...done };
}
