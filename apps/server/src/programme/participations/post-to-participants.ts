import type { Context } from '../../kernel/context.ts';
import { sqlOf } from '../../kernel/database/sql-of.ts';
import { postMails } from '../../messaging/deliveries/post-mail.ts';
import type { MailDeclaration } from '../../messaging/mails/declare-mail.ts';
import '../../people/accounts/accounts.entity.ts';
import type { ParticipationState } from './participations.contract.ts';
import './participations.entity.ts';

/** Writes to everybody at an event who has one of these states, in the transaction that is open. */
export async function postToParticipants<Payload>(
  ctx: Context,
  mail: MailDeclaration<Payload>,
  to: {
    eventId: string;
    states: readonly ParticipationState[];
    /** Tells this occasion from others of its kind: the event's version, say. It becomes part of the key. */
    occasion: string;
    payloadOf: (participationId: string) => Payload;
  },
): Promise<void> {
  const people = await sqlOf(ctx.em)
    .selectFrom('participation as p')
    .innerJoin('account as a', 'a.id', 'p.account_id')
    .select(['p.id as participationId', 'a.id as accountId', 'a.address', 'a.locale'])
    .where('p.event_id', '=', to.eventId as never)
    .where('p.state', 'in', [...to.states])
    .where('a.disabled_at', 'is', null)
    .execute();
  await postMails(
    ctx,
    mail,
    people.map((person) => ({
      sendKey: `${mail.kind}:${person.participationId}:${to.occasion}`,
      recipient: person.address,
      accountId: person.accountId,
      aboutId: to.eventId,
      locale: person.locale,
      payload: to.payloadOf(person.participationId),
    })),
  );
}
