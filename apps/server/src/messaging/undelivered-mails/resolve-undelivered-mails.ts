import { actorIdOf } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { instantFor, sqlOf } from '../../kernel/database/sql-of.ts';
import { NOT_ALLOWED } from '../../kernel/fault.contract.ts';
import { Fault } from '../../kernel/fault.ts';
import { recordAuditEntry } from '../../people/audit/record-audit-entry.ts';
import { carriesSomething } from './carries-something.ts';
import '../deliveries/deliveries.entity.ts';
import type { ResolvedMails, ResolveUndeliveredMailsInput } from './undelivered-mails.contract.ts';
import { mayResolveMails } from './undelivered-mails.policy.ts';

const MOST_AT_ONCE = 500;

const ACTIONS = {
  sent: 'mail.held-for-sent',
  'send-again': 'mail.sent-again',
  'given-up': 'mail.given-up',
} as const;

const BECOMES = {
  sent: (now: never) => ({
    state: 'sent' as const,
    sent_at: now,
    owner: null,
    outcome: 'somebody says that it was sent',
    payload: '{}' as never,
  }),
  'send-again': (now: never) => ({
    state: 'pending' as const,
    next_try_at: now,
    owner: null,
    tries: 0,
    outcome: 'somebody says to send it again',
  }),
  'given-up': () => ({
    state: 'withdrawn' as const,
    outcome: 'somebody has given it up',
    payload: '{}' as never,
  }),
};

/**
 * Somebody has found out what became of mails, or has decided. Whoever still waits for the relay's answer to one has
 * lost it: what was decided stands. Sent again, a mail keeps its Message-ID, by which a double is known as one.
 */
export async function resolveUndeliveredMails(
  ctx: Context,
  input: ResolveUndeliveredMailsInput,
): Promise<ResolvedMails> {
  if (!mayResolveMails(ctx.actor)) throw new Fault(NOT_ALLOWED);
  const db = sqlOf(ctx.em);
  const now = instantFor(ctx.em, ctx.clock.now());
  const chosen = meant(ctx, input).select('id').orderBy('created_at').orderBy('id').limit(MOST_AT_ONCE);
  const resolved = await db
    .updateTable('delivery')
    .set(BECOMES[input.as](now))
    .where('id', 'in', chosen)
    .where('state', '=', input.state)
    .returning(['id', 'kind'])
    .execute();
  for (const { id, kind } of resolved)
    recordAuditEntry(ctx, {
      action: ACTIONS[input.as],
      subjectType: 'delivery',
      subjectId: id,
      details: { kind, ...(actorIdOf(ctx.actor) === null && { by: 'admin key' }) },
    });
  const { left } = await meant(ctx, input)
    .select((row) => row.fn.countAll().as('left'))
    .executeTakeFirstOrThrow();
  return { resolved: resolved.length, left: Number(left) };
}

function meant(ctx: Context, { state, as, ids, kind, createdBefore }: ResolveUndeliveredMailsInput) {
  let mails = sqlOf(ctx.em).selectFrom('delivery').where('state', '=', state);
  if (state === 'failed' && as === 'send-again') mails = mails.where(carriesSomething);
  if (ids !== undefined) mails = mails.where('id', 'in', ids);
  if (kind !== undefined) mails = mails.where('kind', '=', kind);
  if (createdBefore !== undefined) mails = mails.where('created_at', '<', instantFor(ctx.em, createdBefore));
  return mails;
}
