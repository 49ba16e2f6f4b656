import type { Context } from '../../kernel/context.ts';
import { sqlOf } from '../../kernel/database/sql-of.ts';
import '../../messaging/deliveries/deliveries.entity.ts';
import { postMail } from '../../messaging/deliveries/post-mail.ts';
import { PERSON_COLUMNS, personIn } from './lock-people.ts';
import type { SeatedEvent } from './lock-seats.ts';
import { participationRemovedMail } from './participation-removed.mail.ts';
import './participations.entity.ts';

/**
 * Tells whose calendar shows a seat that it is gone with the record, in the transaction that deletes it and before it
 * does. Others hear nothing: to them nothing was promised.
 */
export async function tellOfRemoval(
  ctx: Context,
  event: Pick<SeatedEvent, 'status'>,
  participationId: string,
): Promise<void> {
  const row = await sqlOf(ctx.em)
    .selectFrom('participation')
    .innerJoin('account', 'account.id', 'participation.account_id')
    .where('participation.id', '=', participationId)
    .select(PERSON_COLUMNS)
    .select(['participation.event_id', 'participation.state', 'participation.seat_changes'])
    .executeTakeFirstOrThrow();
  const isInCalendar = row.state === 'going' && event.status !== 'draft';
  if (!isInCalendar && !(await isFarewellUnsent(ctx, participationId))) return;
  const { accountId, recipient, locale } = personIn(row);
  await postMail(ctx, participationRemovedMail, {
    sendKey: `participation-removed:${participationId}`,
    accountId,
    recipient,
    locale,
    payload: {
      participationId,
      eventId: row.event_id,
      accountId,
      seatChanges: row.seat_changes + 1,
      removedAt: ctx.clock.now().toISOString(),
    },
  });
}

/** They have lost their seat, but the mail that would say so finds no record any more. */
async function isFarewellUnsent(ctx: Context, participationId: string): Promise<boolean> {
  const unsent = await sqlOf(ctx.em)
    .selectFrom('delivery')
    .select('id')
    .where('about_id', '=', participationId)
    .where('kind', 'like', 'participation-%')
    .where('state', 'in', ['pending', 'claimed'])
    .executeTakeFirst();
  return unsent !== undefined;
}
