import { type Selectable, sql } from 'kysely';
import { after, SECOND_MS } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { coalesce } from '../../kernel/database/coalesce.ts';
import { rowsInSql } from '../../kernel/database/rows-in-sql.ts';
import { instantFor, isSqlite, sqlOf, toInstant } from '../../kernel/database/sql-of.ts';
import type { Tables } from '../../kernel/database/tables.ts';
import { newId } from '../../kernel/ids.ts';
import type { Locale } from '../../kernel/locale.contract.ts';
import { ANSWER_DEADLINE_MS, ENVELOPE_DEADLINE_MS, TURN_DEADLINE_MS } from '../../kernel/mailer/mailer.ts';
import '../../kernel/jobs/job-pauses.entity.ts';
import { type DeliveryLane, type MailPaceKind, PAUSED_AS } from './deliveries.entity.ts';

/** Long enough to reach the relay's 354; whoever takes longer has lost the mail to another process. */
const LEASE_MS = TURN_DEADLINE_MS + ENVELOPE_DEADLINE_MS + 5 * SECOND_MS;
const SENDING_LEASE_MS = ANSWER_DEADLINE_MS + 60 * SECOND_MS;

export const DUE_COLUMNS = [
  'id',
  'kind',
  'lane',
  'recipient',
  'account_id',
  'locale',
  'payload',
  'tries',
  'message_id',
  'turn_at',
  'turn_of',
  'send_key',
  'about_id',
  'due_at',
  'created_at',
] as const;

export type DueDelivery = {
  id: string;
  kind: string;
  lane: DeliveryLane;
  recipient: string;
  accountId: string | null;
  sendKey: string;
  aboutId: string | null;
  /** Whether it was posted to be sent later. */
  isDueLater: boolean;
  locale: Locale;
  payload: unknown;
  tries: number;
  messageId: string;
  /** When its turn was, if it has been told to wait for one. */
  turnAt: Date | null;
  turnOf: MailPaceKind | null;
};

/** `owner` is this claim and no other: what it may still change is fenced by it. */
export type ClaimedDelivery = DueDelivery & { owner: string };

/**
 * Takes what is due, each row by one process alone; nothing of a lane that is paused. `id` takes that one, if it is
 * due and nobody has it. Of other than these kinds nothing: what a newer process has posted is left to it.
 */
export async function claimDeliveries(
  ctx: Context,
  which: { lane: DeliveryLane; most: number } | { id: string },
  kinds?: readonly string[],
): Promise<ClaimedDelivery[]> {
  // One that is taken by its id is one that somebody waits for.
  const lane = 'lane' in which ? which.lane : 'prompt';
  const now = ctx.clock.now();
  const owner = newId();
  // Materialised by its row locks: as a plain subquery it could be run once for each row it is compared with.
  const rows = await sqlOf(ctx.em)
    .with('due', (db) => {
      let due = db
        .selectFrom('delivery')
        .select('delivery.id')
        .where('state', '=', 'pending')
        .where('next_try_at', '<=', instantFor(ctx.em, now))
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('job_pause')
                .select('name')
                .where('what', '=', 'queue')
                .where('name', '=', PAUSED_AS[lane]),
            ),
          ),
        );
      if (kinds) due = due.where('kind', 'in', kinds);
      // As the index has them and no further: the reminders of an event are all due at one time, and to put as many in
      // order of anything else would be done for each handful anew.
      due =
        'id' in which
          ? due.where('id', '=', which.id)
          : due.where('lane', '=', lane).orderBy('next_try_at').limit(which.most);
      return isSqlite(ctx.em) ? due : due.forUpdate().skipLocked();
    })
    .updateTable('delivery')
    .set((row) => ({
      state: 'claimed',
      owner,
      lease_until: instantFor(ctx.em, after(now, LEASE_MS)),
      tries: row('tries', '+', 1),
    }))
    .where('id', 'in', (row) => row.selectFrom('due').select('due.id'))
    .returning(DUE_COLUMNS)
    .execute();
  return rows.map((row) => ({ ...dueDelivery(row), owner }));
}

type DueRow = Pick<Selectable<Tables['delivery']>, (typeof DUE_COLUMNS)[number]>;

export function dueDelivery({
  account_id,
  send_key,
  about_id,
  due_at,
  created_at,
  message_id,
  turn_at,
  turn_of,
  payload,
  ...row
}: DueRow): DueDelivery {
  return {
    ...row,
    turnAt: turn_at === null ? null : toInstant(turn_at),
    turnOf: turn_of,
    accountId: account_id,
    sendKey: send_key,
    aboutId: about_id,
    isDueLater: toInstant(due_at) > toInstant(created_at),
    messageId: message_id,
    payload: typeof payload === 'string' ? JSON.parse(payload) : payload,
  };
}

/** The relay is ready for the body. From here on only its answer can say that the mail was not sent. */
export async function markSending(ctx: Context, delivery: ClaimedDelivery): Promise<void> {
  if (!(await mark(ctx, delivery))) throw new Error('the lease on this mail has run out');
}

const mark = coalesce(markAll, { atOnce: 3 });

/** Each by its own claim, so that one whose lease is over takes nothing from the others. */
async function markAll(ctx: Context, deliveries: readonly ClaimedDelivery[]): Promise<boolean[]> {
  const now = ctx.clock.now();
  const claims = rowsInSql(ctx.em, 'claim', {
    rows: deliveries.map(({ id, owner }) => ({ id, owner })),
    columns: { id: 'uuid', owner: 'text' },
  });
  const { rows } = await sql<{ id: string; owner: string }>`
    update delivery set state = 'sending', lease_until = ${instantFor(ctx.em, after(now, SENDING_LEASE_MS))}
    from ${claims}
    where delivery.id = claim.id and delivery.owner = claim.owner
      and delivery.state = 'claimed' and delivery.lease_until > ${instantFor(ctx.em, now)}
    returning delivery.id, delivery.owner`.execute(sqlOf(ctx.em));
  const marked = new Set(rows.map(({ id, owner }) => `${id} ${owner}`));
  return deliveries.map(({ id, owner }) => marked.has(`${id} ${owner}`));
}

/**
 * What a process left behind that died or froze: a mail that had not reached the relay goes back in line; one
 * whose body was on its way is unknown, shown as such, and never sent again by itself. Answers how many.
 */
export async function expireLeases(ctx: Context): Promise<{ handedBack: number; unknown: number }> {
  const now = instantFor(ctx.em, ctx.clock.now());
  const expired = sqlOf(ctx.em).updateTable('delivery').where('lease_until', '<=', now);
  const handedBack = await expired
    .set({ state: 'pending', owner: null, lease_until: null })
    .where('state', '=', 'claimed')
    .executeTakeFirst();
  const unknown = await expired
    .set({ state: 'unknown', lease_until: null, outcome: 'the process stopped before the relay answered' })
    .where('state', '=', 'sending')
    .executeTakeFirst();
  return { handedBack: Number(handedBack.numUpdatedRows), unknown: Number(unknown.numUpdatedRows) };
}
