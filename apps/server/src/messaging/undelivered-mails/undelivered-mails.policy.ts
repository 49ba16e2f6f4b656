import type { Actor } from '../../kernel/actor.ts';

/** Whoever has the key of the machine, and superusers: it is they who can read the log of the relay. */
export function mayResolveMails(actor: Actor): boolean {
  if (actor.kind === 'system') return true;
  return actor.kind === 'account' && actor.role === 'superuser';
}
