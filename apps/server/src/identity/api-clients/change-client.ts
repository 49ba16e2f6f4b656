import { LockMode } from '@mikro-orm/core';
import type { Context } from '../../kernel/context.ts';
import { announce } from '../../kernel/database/announce.ts';
import { Fault } from '../../kernel/fault.ts';
import { randomToken, sha256 } from '../../kernel/secrets.ts';
import { recordAuditEntry } from '../../people/audit/record-audit-entry.ts';
import {
  API_CLIENT_DISABLED,
  API_CLIENT_NOT_FOUND,
  type ApiClient,
  type ApiClientInput,
  type ApiClientSecret,
  type UpdateApiClientInput,
} from './api-clients.contract.ts';
import { ApiClientEntity, type ApiClientRow } from './api-clients.entity.ts';

/** Gives a client another name, or other origins. */
export async function updateClient(ctx: Context, input: UpdateApiClientInput): Promise<ApiClient> {
  const client = await livingClient(ctx, input.clientId);
  client.name = input.name ?? client.name;
  if (input.origins !== undefined) client.origins = [...new Set(input.origins)];
  await noteChange(ctx, client, {
    action: 'updated',
    details: { name: client.name, origins: client.origins },
  });
  const { id, name, origins, createdAt, lastUsedAt } = client;
  return { id, name, origins, createdAt, lastUsedAt: lastUsedAt ?? null, disabledAt: null };
}

/** Gives a client another secret. The old one is worth nothing from then on. */
export async function rotateSecret(ctx: Context, input: ApiClientInput): Promise<ApiClientSecret> {
  const client = await livingClient(ctx, input.clientId);
  const secret = randomToken();
  client.secretHash = sha256(secret);
  await noteChange(ctx, client, { action: 'secret-rotated' });
  return { id: client.id, secret };
}

/** Ends a client for good, its pages included. */
export async function disableClient(ctx: Context, input: ApiClientInput): Promise<Record<string, never>> {
  const client = await lockClient(ctx, input.clientId);
  if (client.disabledAt) return {};
  client.disabledAt = ctx.clock.now();
  await noteChange(ctx, client, { action: 'disabled' });
  return {};
}

async function livingClient(ctx: Context, id: string): Promise<ApiClientRow> {
  const client = await lockClient(ctx, id);
  if (client.disabledAt) throw new Fault(API_CLIENT_DISABLED);
  return client;
}

async function lockClient(ctx: Context, id: string): Promise<ApiClientRow> {
  const client = await ctx.em.findOne(ApiClientEntity, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (client === null) throw new Fault(API_CLIENT_NOT_FOUND);
  return client;
}

async function noteChange(
  ctx: Context,
  client: ApiClientRow,
  { action, details = {} }: { action: string; details?: Record<string, unknown> },
): Promise<void> {
  recordAuditEntry(ctx, {
    action: `api-client.${action}`,
    subjectType: 'api-client',
    subjectId: client.id,
    details,
  });
  await announce(ctx.em, { clientId: client.id });
}
