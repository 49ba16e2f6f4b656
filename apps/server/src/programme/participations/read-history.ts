import { sql } from 'kysely';
import type { Context } from '../../kernel/context.ts';
import { AFTER_ALL, openCursor, sealCursor } from '../../kernel/cursor.ts';
import { preparedRead } from '../../kernel/database/prepared.ts';
import { instantFor, toInstant } from '../../kernel/database/sql-of.ts';
import '../../people/accounts/accounts.entity.ts';
import type { ParticipationHistory, ReadHistoryInput } from './participations.contract.ts';
import './participations.entity.ts';

const readTransitions = preparedRead<{
  participationId: string;
  placeAt: never;
  placeId: string;
  limit: number;
}>()((db, parameter) =>
  db
    .selectFrom('participation_transition as transition')
    .leftJoin('account', 'account.id', 'transition.actor_id')
    .where('transition.participation_id', '=', parameter('participationId'))
    .where(sql<boolean>`(transition.at, transition.id) < (${parameter('placeAt')}, ${parameter('placeId')})`)
    .select(['transition.id', 'transition.from_state', 'transition.to_state', 'transition.at'])
    .select(['transition.actor_id', 'transition.cause', 'transition.reason', 'transition.is_override'])
    .select(['account.full_name', 'account.is_system'])
    .orderBy('transition.at', 'desc')
    .orderBy('transition.id', 'desc')
    .limit(parameter('limit')),
);

/** What became of one person at one event, the newest first; also of a record that is gone. For staff. */
export async function readHistory(ctx: Context, input: ReadHistoryInput): Promise<ParticipationHistory> {
  const list = `history of ${input.participationId}`;
  const [atMs, placeId] = openCursor(ctx.config, list, input.cursor) ?? AFTER_ALL;
  const rows = await readTransitions(ctx.em, {
    participationId: input.participationId,
    placeAt: instantFor(ctx.em, new Date(atMs as number)),
    placeId: placeId as string,
    limit: input.limit + 1,
  });
  const last = rows.length > input.limit ? rows[input.limit - 1] : undefined;
  return {
    items: rows.slice(0, input.limit).map((row) => ({
      id: row.id,
      from: row.from_state,
      to: row.to_state,
      at: toInstant(row.at),
      actorId: row.actor_id,
      actorName: row.full_name,
      // SQLite keeps truth as a number.
      isActorSystem: Boolean(row.is_system),
      cause: row.cause,
      reason: row.reason,
      isOverride: Boolean(row.is_override),
    })),
    nextCursor: last ? sealCursor(ctx.config, list, [toInstant(last.at).getTime(), last.id]) : null,
  };
}
