import { actorIdOf } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { sendAhead } from '../../kernel/database/send-ahead.ts';
import { instantFor, sqlOf, truthFor } from '../../kernel/database/sql-of.ts';
import { newId } from '../../kernel/ids.ts';
import type { ParticipationState, TransitionCause } from './participations.contract.ts';

export type Transition = {
  participationId: string;
  from: ParticipationState | null;
  to: ParticipationState;
  cause?: TransitionCause | undefined;
  reason?: string | undefined;
  isOverride?: boolean;
};

/** What comes of the clock, or of what another person did for themselves: whoever set it off has not done it. */
const NOBODYS_DOING: ReadonlySet<TransitionCause | undefined> = new Set([
  'offer-ran-out',
  'seat-became-free',
] as const);

/** Keeps every change of state, with who made it. */
export async function recordTransitions(ctx: Context, transitions: readonly Transition[]): Promise<void> {
  if (transitions.length === 0) return;
  const insert = sqlOf(ctx.em)
    .insertInto('participation_transition')
    .values(
      transitions.map((one) => ({
        id: newId(),
        participation_id: one.participationId,
        from_state: one.from,
        to_state: one.to,
        actor_id: NOBODYS_DOING.has(one.cause) ? null : actorIdOf(ctx.actor),
        cause: one.cause ?? null,
        reason: one.reason ?? null,
        is_override: truthFor(ctx.em, one.isOverride ?? false),
        at: instantFor(ctx.em, ctx.clock.now()),
      })),
    );
  await sendAhead(ctx.em, insert.compile());
}
