import type { Context } from '../../kernel/context.ts';
import type { Fault } from '../../kernel/fault.ts';
import { enterEvent } from './enter-event.ts';
import type { AcceptEventInput, Participation } from './participations.contract.ts';

/** Says yes to an invitation, or to a seat on offer. An invitation takes a seat only now, if there still is one. */
export async function acceptEvent(ctx: Context, input: AcceptEventInput): Promise<Participation | Fault> {
  return enterEvent(ctx, { eventId: input.eventId, needsAsking: true });
}
