import type { Actor } from '../../kernel/actor.ts';
import type { EventStatus } from './events.contract.ts';

function isStaff(actor: Actor): boolean {
  return actor.kind === 'system' || (actor.kind === 'account' && actor.role !== 'member');
}

/** Drafts and archived events are staff's alone; to all others they do not exist. */
export function maySeeEvent(actor: Actor, event: { status: EventStatus }): boolean {
  return isStaff(actor) || event.status === 'published' || event.status === 'cancelled';
}

/** Series are tools of staff: what everybody sees of one are its events. */
export function mayRunSeries(actor: Actor): boolean {
  return isStaff(actor);
}
