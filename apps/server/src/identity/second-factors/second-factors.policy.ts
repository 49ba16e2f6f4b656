import type { Actor } from '../../kernel/actor.ts';

/** Codes by webhook are for those who run the service: the server makes calls to where they say. */
export function maySetWebhook(actor: Actor): boolean {
  return actor.kind === 'account' && actor.role !== 'member';
}
