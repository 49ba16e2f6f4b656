import { z } from 'zod';
import { after, DAY_MS } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { instantFor, sqlOf, toInstant, truthFor } from '../../kernel/database/sql-of.ts';
import { transactional } from '../../kernel/database/transaction.ts';
import { declareJob } from '../../kernel/jobs/declare-job.ts';
import { postMails } from '../../messaging/deliveries/post-mail.ts';
import { apiKeyEndsMail } from './api-key-ends.mail.ts';
import './api-keys.entity.ts';

const WARNED_MS = 7 * DAY_MS;

/** Each key is told of once, whatever runs how often: by its send key. One that was made for days needs no word. */
export const remindOfKeys = declareJob({
  name: 'remind-of-keys',
  title: 'API keys that run out',
  description: 'Tells the owner of an API key a week before it runs out.',
  payload: z.object({}),
  cron: '41 * * * *',
  run: (ctx) => transactional(ctx.em.fork(), (em) => remindOfEndingKeys({ ...ctx, em })),
});

export async function remindOfEndingKeys(ctx: Context): Promise<void> {
  const now = ctx.clock.now();
  const rows = await sqlOf(ctx.em)
    .selectFrom('api_key')
    .innerJoin('account', 'account.id', 'api_key.account_id')
    .select(['api_key.id', 'api_key.name', 'api_key.created_at', 'api_key.expires_at'])
    .select(['account.id as account_id', 'account.address', 'account.full_name', 'account.locale'])
    .where('api_key.revoked_at', 'is', null)
    .where('api_key.expires_at', '>', instantFor(ctx.em, now))
    .where('api_key.expires_at', '<=', instantFor(ctx.em, after(now, WARNED_MS)))
    .where('account.disabled_at', 'is', null)
    .where('account.is_system', '=', truthFor(ctx.em, false))
    .execute();
  const ending = rows.filter(
    (row) => toInstant(row.expires_at).getTime() - toInstant(row.created_at).getTime() > WARNED_MS,
  );
  await postMails(
    ctx,
    apiKeyEndsMail,
    ending.map((row) => ({
      sendKey: `api-key-ends:${row.id}`,
      recipient: row.address,
      accountId: row.account_id,
      aboutId: row.id,
      locale: row.locale,
      payload: {
        fullName: row.full_name,
        keyName: row.name,
        at: toInstant(row.expires_at).toISOString(),
      },
    })),
  );
}
