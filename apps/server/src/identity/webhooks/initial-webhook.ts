import { LockMode } from '@mikro-orm/core';
import type { Context } from '../../kernel/context.ts';
import { SettingEntity } from '../../kernel/database/settings.entity.ts';
import { sqlOf } from '../../kernel/database/sql-of.ts';
import { deriveKey } from '../../kernel/keys.ts';
import { seal, unseal } from '../../kernel/seal.ts';
import type { Webhook } from './post-to-webhook.ts';
import { makeSigningSecret } from './sign-webhook.ts';

const SETTING = 'initial-webhook';
const SEALED_FOR = { purpose: 'webhook signing secret', belongsTo: SETTING };

/**
 * Keeps the webhook that the operator has named, unless one is kept already: whoever can change a variable later
 * must not be able to send the codes of superusers elsewhere.
 */
export async function takeInitialWebhook(ctx: Context): Promise<void> {
  const { INITIAL_WEBHOOKS_2F_URL: url, INITIAL_WEBHOOKS_2F_SECRET: named } = ctx.config;
  if (url === undefined) return;
  const secret = named ?? makeSigningSecret(deriveKey(ctx.config, 'initial webhook'));
  const value = JSON.stringify({ url, sealed: seal(ctx.config, secret, SEALED_FOR) });
  await sqlOf(ctx.em)
    .insertInto('setting')
    .values({ name: SETTING, value })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute();
}

/** The webhook that was named at the first start, if there was one. Locked, it lets one at a time decide about it. */
export async function readInitialWebhook(ctx: Context, lock?: 'locked'): Promise<Webhook | undefined> {
  const row = await ctx.em.findOne(
    SettingEntity,
    { name: SETTING },
    lock && { lockMode: LockMode.PESSIMISTIC_WRITE },
  );
  if (row === null) return undefined;
  const { url, sealed } = JSON.parse(row.value) as { url: string; sealed: string };
  return { url, secret: unseal(ctx.config, sealed, SEALED_FOR) };
}
