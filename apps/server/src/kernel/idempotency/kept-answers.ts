import { type RawBuilder, sql } from 'kysely';
import superjson from 'superjson';
import type { Context } from '../context.ts';
import { insertRows } from '../database/insert-rows.ts';
import { rowsInSql } from '../database/rows-in-sql.ts';
import { sendAhead } from '../database/send-ahead.ts';
import { instantFor, sqlOf } from '../database/sql-of.ts';
import { isKeyedHash, keyedHash } from '../keys.ts';
import type { LateCookie } from '../late-cookie.ts';
import { seal, unseal } from '../seal.ts';
import './idempotency.entity.ts';

/** A call whose answer is kept, so that the same call again gets the same answer. */
export type KeyedCall = { accountId: string; key: string; procedure: string; input: unknown };

const INPUT = 'idempotent input';

const RECORD = {
  account_id: 'uuid',
  key: 'text',
  procedure: 'text',
  input_hash: 'text',
  answer: 'text',
  created_at: 'timestamptz',
} as const;

const CALL = { account_id: 'uuid', key: 'text' } as const;

/** Takes the key of a call; false when it was taken before. A twin that is under way is waited for. */
export async function takeKey(ctx: Context, call: KeyedCall): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await insertRecords(ctx, [call]).executeTakeFirst();
  return Number(numInsertedOrUpdatedRows ?? 0) > 0;
}

/**
 * Takes the keys of many, in one order by all. Twins that are under way are waited for; which of the keys were taken by
 * others is seen by what is asked afterwards.
 */
export async function takeKeys(ctx: Context, calls: readonly KeyedCall[]): Promise<void> {
  if (calls.length === 0) return;
  const inOrder = calls.toSorted((one, other) => (one.accountId < other.accountId ? -1 : 1));
  await sendAhead(ctx.em, insertRecords(ctx, inOrder).compile());
}

function insertRecords(ctx: Context, calls: readonly KeyedCall[]) {
  return insertRows(ctx.em, 'idempotency_record', {
    rows: calls.map((call) => ({
      account_id: call.accountId,
      key: call.key,
      procedure: call.procedure,
      input_hash: keyedHash(ctx.config, INPUT, superjson.stringify(call.input)),
      answer: '',
      created_at: instantFor(ctx.em, ctx.clock.now()),
    })),
    columns: RECORD,
  }).onConflict((conflict) => conflict.doNothing());
}

/**
 * Whether the key of a call was taken before, whatever for, as a condition within another statement. A record without an
 * answer is seen by the transaction alone that made it.
 */
export function isKeyTaken(columns: { accountId: string; key: string }): RawBuilder<boolean> {
  return sql`exists (
    select 1 from idempotency_record record
    where record.account_id = ${sql.ref(columns.accountId)} and record.key = ${sql.ref(columns.key)}
      and record.answer <> '')`;
}

/** Keeps what was answered, in the transaction that took the keys. Neither text has a line break of its own. */
export async function keepAnswers(
  ctx: Context,
  answered: readonly { call: KeyedCall; result: unknown; cookie?: LateCookie | undefined }[],
): Promise<void> {
  if (answered.length === 0) return;
  const given = rowsInSql(ctx.em, 'given', {
    rows: answered.map(({ call, result, cookie }) => {
      const texts = [result, ...(cookie ? [cookie] : [])].map((one) => superjson.stringify(one));
      return {
        account_id: call.accountId,
        key: call.key,
        answer: seal(ctx.config, texts.join('\n'), sealedFor(call)),
      };
    }),
    columns: { ...CALL, answer: 'text' },
  });
  const keeping = sql`
    update idempotency_record set answer = given.answer from ${given}
    where idempotency_record.account_id = given.account_id and idempotency_record.key = given.key`;
  await sendAhead(ctx.em, keeping.compile(sqlOf(ctx.em)));
}

/** A refusal is not kept: what was refused may be allowed when it is asked again. What others have kept stays. */
export async function giveKeysBack(ctx: Context, calls: readonly KeyedCall[]): Promise<void> {
  if (calls.length === 0) return;
  const given = rowsInSql(ctx.em, 'given', {
    rows: calls.map(({ accountId, key }) => ({ account_id: accountId, key })),
    columns: CALL,
  });
  const removal = sql`
    delete from idempotency_record where answer = '' and (account_id, key) in (select account_id, key from ${given})`;
  await sendAhead(ctx.em, removal.compile(sqlOf(ctx.em)));
}

/** What was answered to this call; undefined when its key was used for another. */
export async function readAnswer(
  ctx: Context,
  call: KeyedCall,
): Promise<{ result: unknown; cookie: LateCookie | undefined } | undefined> {
  const known = await sqlOf(ctx.em)
    .selectFrom('idempotency_record')
    .select(['procedure', 'input_hash', 'answer'])
    .where('account_id', '=', call.accountId)
    .where('key', '=', call.key)
    .executeTakeFirstOrThrow();
  const hashed = { purpose: INPUT, text: superjson.stringify(call.input) };
  if (known.procedure !== call.procedure || !isKeyedHash(ctx.config, known.input_hash, hashed))
    return undefined;
  const [answer = '', cookie] = unseal(ctx.config, known.answer, sealedFor(call)).split('\n');
  return {
    result: superjson.parse(answer),
    cookie: cookie ? superjson.parse<LateCookie>(cookie) : undefined,
  };
}

/** An input or an answer may hold a secret: neither can be read or guessed from the table. */
function sealedFor({ accountId, key }: KeyedCall) {
  return { purpose: 'idempotent answer', belongsTo: `${accountId} ${key}` };
}
