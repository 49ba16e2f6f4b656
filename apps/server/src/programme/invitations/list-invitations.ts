import { sql } from 'kysely';
import type { Context } from '../../kernel/context.ts';
import { BEFORE_ALL, openCursor, sealCursor } from '../../kernel/cursor.ts';
import { preparedRead } from '../../kernel/database/prepared.ts';
import { instantFor, toInstant } from '../../kernel/database/sql-of.ts';
import type { InvitationPage, ListInvitationsInput } from './invitations.contract.ts';
import './invitations.entity.ts';

const readInvitations = preparedRead<{
  eventId: string;
  placeCreatedAt: never;
  placeId: string;
  limit: number;
}>()((db, parameter) =>
  db
    .selectFrom('invitation')
    .where('event_id', '=', parameter('eventId'))
    .where(sql<boolean>`(created_at, id) > (${parameter('placeCreatedAt')}, ${parameter('placeId')})`)
    .select(['id', 'address', 'full_name', 'created_at'])
    .orderBy('created_at')
    .orderBy('id')
    .limit(parameter('limit')),
);

/** Who was invited and has no account yet, in the order of inviting. For staff: the gate has made sure. */
export async function listInvitations(ctx: Context, input: ListInvitationsInput): Promise<InvitationPage> {
  const list = `invitations to ${input.eventId}`;
  const [createdAtMs, placeId] = openCursor(ctx.config, list, input.cursor) ?? BEFORE_ALL;
  const rows = await readInvitations(ctx.em, {
    eventId: input.eventId,
    placeCreatedAt: instantFor(ctx.em, new Date(createdAtMs as number)),
    placeId: placeId as string,
    limit: input.limit + 1,
  });
  const last = rows.length > input.limit ? rows[input.limit - 1] : undefined;
  return {
    items: rows.slice(0, input.limit).map((row) => ({
      id: row.id,
      eventId: input.eventId,
      address: row.address,
      fullName: row.full_name,
      createdAt: toInstant(row.created_at),
    })),
    nextCursor: last ? sealCursor(ctx.config, list, [toInstant(last.created_at).getTime(), last.id]) : null,
  };
}
