import type { Context } from '../../kernel/context.ts';
import { endParticipations } from '../../programme/participations/end-participations.ts';
import type { Person } from '../../programme/participations/lock-people.ts';
import { findEventsBarredTo } from './find-blacklisted.ts';

/**
 * Ends what somebody takes part in where their address is on the blacklist: an account that comes to such an address
 * is as unwanted as one that had it. Called behind the lock of the account. It is nobody's doing, so it is done as the
 * service does it: at drafts, too, which the person does not see.
 */
export async function endWhereBlacklisted(ctx: Context, person: Person): Promise<void> {
  const asService: Context = { ...ctx, actor: { kind: 'system', name: 'blacklist' } };
  for (const eventId of await findEventsBarredTo(ctx, person.addressKey))
    await endParticipations(asService, person, { eventId });
}
