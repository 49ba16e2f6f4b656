import type { Context } from '../../kernel/context.ts';
import type { Fault } from '../../kernel/fault.ts';
import { enterEvent } from './enter-event.ts';
import type { JoinEventInput, Participation } from './participations.contract.ts';

/**
 * Takes a seat, a place in the waitlist, or asks staff for one, as the event has it. Joining again while one takes part
 * changes nothing; joining again after leaving begins at the end of the line.
 */
export async function joinEvent(ctx: Context, input: JoinEventInput): Promise<Participation | Fault> {
  return enterEvent(ctx, { eventId: input.eventId, needsAsking: false });
}
