import { actorIdOf } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { announce } from '../../kernel/database/announce.ts';
import { newId } from '../../kernel/ids.ts';
import { randomToken, sha256 } from '../../kernel/secrets.ts';
import { recordAuditEntry } from '../../people/audit/record-audit-entry.ts';
import type { ApiClientSecret, CreateApiClientInput } from './api-clients.contract.ts';
import { ApiClientEntity } from './api-clients.entity.ts';

/** Registers a client. The first one of a locked installation comes by the admin listener, which nothing locks. */
export async function createClient(ctx: Context, input: CreateApiClientInput): Promise<ApiClientSecret> {
  const id = newId();
  const secret = randomToken();
  ctx.em.create(
    ApiClientEntity,
    {
      id,
      name: input.name,
      secretHash: sha256(secret),
      origins: [...new Set(input.origins)],
      createdAt: ctx.clock.now(),
      createdBy: actorIdOf(ctx.actor),
    },
    { persist: true },
  );
  const details = { name: input.name, origins: input.origins };
  recordAuditEntry(ctx, { action: 'api-client.created', subjectType: 'api-client', subjectId: id, details });
  await announce(ctx.em, { clientId: id });
  return { id, secret };
}
