import superjson from 'superjson';
import type { Call } from '../call.ts';
import type { Context } from '../context.ts';
import { sendAhead } from '../database/send-ahead.ts';
import { instantFor, sqlOf } from '../database/sql-of.ts';
import { IDEMPOTENCY_KEY_REUSED } from '../fault.contract.ts';
import { Fault } from '../fault.ts';
import { isKeyedHash, keyedHash } from '../keys.ts';
import { type LateCookie, lateCookieOf, writeCookieLate } from '../late-cookie.ts';
import { seal, unseal } from '../seal.ts';
import './idempotency.entity.ts';

/**
 * The same key from the same account gives the stored answer instead of a second change. The record is
 * written first, in the transaction of the change: a twin that arrives meanwhile waits for it at the key.
 */
export async function replayOrRun<Result>(
  ctx: Context,
  key: string | undefined,
  asked: { procedure: string; input: unknown; call: Call; run: () => Promise<Result | Fault> },
): Promise<Result | Fault> {
  const { procedure, input, call, run } = asked;
  if (key === undefined || ctx.actor.kind !== 'account') return run();
  const accountId = ctx.actor.accountId;
  // An input or an answer may hold a secret: neither can be read or guessed from the table.
  const sealedFor = { purpose: 'idempotent answer', belongsTo: `${accountId} ${key}` };
  const hashed = { purpose: 'idempotent input', text: superjson.stringify(input) };
  const inserted = await sqlOf(ctx.em)
    .insertInto('idempotency_record')
    .values({
      account_id: accountId,
      key,
      procedure,
      input_hash: keyedHash(ctx.config, hashed.purpose, hashed.text),
      answer: '',
      created_at: instantFor(ctx.em, ctx.clock.now()),
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  const row = () =>
    sqlOf(ctx.em)
      .selectFrom('idempotency_record')
      .select(['procedure', 'input_hash', 'answer'])
      .where('account_id', '=', accountId)
      .where('key', '=', key);
  if (Number(inserted.numInsertedOrUpdatedRows ?? 0) === 0) {
    const known = await row().executeTakeFirstOrThrow();
    if (known.procedure !== procedure || !isKeyedHash(ctx.config, known.input_hash, hashed))
      throw new Fault(IDEMPOTENCY_KEY_REUSED);
    const [answer = '', cookie] = unseal(ctx.config, known.answer, sealedFor).split('\n');
    if (cookie) writeCookieLate(ctx, call, superjson.parse<LateCookie>(cookie));
    return superjson.parse<Result>(answer);
  }
  const result = await run();
  // A refusal is not kept: what was refused may be allowed when it is asked again.
  const records = sqlOf(ctx.em);
  if (result instanceof Fault) {
    const removal = records
      .deleteFrom('idempotency_record')
      .where('account_id', '=', accountId)
      .where('key', '=', key);
    await sendAhead(ctx.em, removal.compile());
    return result;
  }
  // What it gave a browser as a cookie is a part of the answer; neither text has a line break of its own.
  const cookie = lateCookieOf(ctx.em);
  const answer = [superjson.stringify(result), ...(cookie ? [superjson.stringify(cookie)] : [])];
  const keeping = records
    .updateTable('idempotency_record')
    .set({ answer: seal(ctx.config, answer.join('\n'), sealedFor) })
    .where('account_id', '=', accountId)
    .where('key', '=', key);
  await sendAhead(ctx.em, keeping.compile());
  return result;
}
