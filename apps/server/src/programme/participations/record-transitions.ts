import { actorIdOf } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { insertRows } from '../../kernel/database/insert-rows.ts';
import { sendAhead } from '../../kernel/database/send-ahead.ts';
import { instantFor, truthFor } from '../../kernel/database/sql-of.ts';
import { newId } from '../../kernel/ids.ts';
import type { ParticipationState, TransitionCause } from './participations.contract.ts';

export type Transition = {
  participationId: string;
  /** Whose doing it is, where that is not who calls. */
  actorId?: string | undefined;
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

const COLUMNS = {
  id: 'uuid',
  participation_id: 'uuid',
  from_state: 'text',
  to_state: 'text',
  actor_id: 'uuid',
  cause: 'text',
  reason: 'text',
  is_override: 'boolean',
  at: 'timestamptz',
} as const;

/** Keeps every change of state, with who made it. */
export async function recordTransitions(ctx: Context, transitions: readonly Transition[]): Promise<void> {
  if (transitions.length === 0) return;
  const insert = insertRows(ctx.em, 'participation_transition', {
    rows: transitions.map((one) => ({
      id: newId(),
      participation_id: one.participationId,
      from_state: one.from,
      to_state: one.to,
      actor_id: NOBODYS_DOING.has(one.cause) ? null : (one.actorId ?? actorIdOf(ctx.actor)),
      cause: one.cause ?? null,
      reason: one.reason ?? null,
      is_override: truthFor(ctx.em, one.isOverride ?? false),
      at: instantFor(ctx.em, ctx.clock.now()),
    })),
    columns: COLUMNS,
  });
  await sendAhead(ctx.em, insert.compile());
}
