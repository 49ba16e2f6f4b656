import { sql } from 'kysely';
import type { Context } from '../../kernel/context.ts';
import { AFTER_ALL, openCursor, sealCursor } from '../../kernel/cursor.ts';
import { instantFor, sqlOf, toInstant } from '../../kernel/database/sql-of.ts';
import { NOT_ALLOWED } from '../../kernel/fault.contract.ts';
import { Fault } from '../../kernel/fault.ts';
import { carriesSomething } from './carries-something.ts';
import '../deliveries/deliveries.entity.ts';
import type { ListUndeliveredMailsInput, UndeliveredMailPage } from './undelivered-mails.contract.ts';
import { mayResolveMails } from './undelivered-mails.policy.ts';

/** Mails of which nobody knows whether they were sent, or that were refused, the newest first. */
export async function listUndeliveredMails(
  ctx: Context,
  input: ListUndeliveredMailsInput,
): Promise<UndeliveredMailPage> {
  if (!mayResolveMails(ctx.actor)) throw new Fault(NOT_ALLOWED);
  const { state, kind, limit } = input;
  const list = `${state} mails ${kind ?? 'all'}`;
  const [createdAtMs, placeId] = openCursor(ctx.config, list, input.cursor) ?? AFTER_ALL;
  const place = sql<boolean>`(created_at, id) < (${instantFor(ctx.em, new Date(createdAtMs as number))}, ${placeId})`;
  const rows = await sqlOf(ctx.em)
    .selectFrom('delivery')
    .select(['id', 'kind', 'lane', 'recipient', 'message_id', 'tries', 'due_at', 'created_at', 'outcome'])
    .select(carriesSomething.as('carries'))
    .where('state', '=', state)
    .$if(kind !== undefined, (all) => all.where('kind', '=', kind as string))
    .where(place)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    items: rows.slice(0, limit).map(({ message_id, due_at, created_at, carries, ...row }) => ({
      ...row,
      state,
      canBeSentAgain: state === 'unknown' || Boolean(carries),
      messageId: message_id,
      dueAt: toInstant(due_at),
      createdAt: toInstant(created_at),
    })),
    nextCursor: last ? sealCursor(ctx.config, list, [toInstant(last.created_at).getTime(), last.id]) : null,
  };
}
