import type { Actor } from '../../kernel/actor.ts';

/** Whoever has the key of the machine, and superusers. The gate says so too; this is for whoever finds another way in. */
export function maySteerJobs(actor: Actor): boolean {
  if (actor.kind === 'system') return true;
  return actor.kind === 'account' && actor.role === 'superuser';
}
