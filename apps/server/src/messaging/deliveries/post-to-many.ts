import { type AliasableExpression, type Kysely, sql } from 'kysely';
import type { Context } from '../../kernel/context.ts';
import { instantFor, isSqlite, sqlOf } from '../../kernel/database/sql-of.ts';
import type { Tables } from '../../kernel/database/tables.ts';
import type { Locale } from '../../kernel/locale.contract.ts';
import type { MailDeclaration } from '../mails/declare-mail.ts';
import { keepNoticesOfMany } from '../notifications/keep-notices.ts';
import './deliveries.entity.ts';
import { messageIdFor } from './message-id.ts';

/** Whom it concerns, by whatever they take part in: one row each. */
export type RecipientRow = { aboutId: string; accountId: string; recipient: string; locale: Locale };

type FanOut<Payload> = {
  recipients: (db: Kysely<Tables>) => AliasableExpression<RecipientRow>;
  /** The send key of each is this, a colon, and what it is about: the same again posts nothing. */
  sendKey: string;
  /** The name under which each payload says what it is about, and what all payloads have in common. */
  payload: { aboutKey: keyof Payload & string; common: Partial<Payload> };
  /** Not before this; left out: now. */
  dueAt?: Date;
};

/**
 * Posts a mail to many by one statement that reads the recipients where they are: a hundred thousand cost about what
 * the database needs to write their rows. For mails that wait for the sweep and carry no secret.
 */
export async function postToMany<Payload>(
  ctx: Context,
  mail: MailDeclaration<Payload>,
  { recipients, sendKey, payload, dueAt }: FanOut<Payload>,
): Promise<void> {
  if (mail.isSecret || mail.lane !== 'bulk' || mail.notice?.keep)
    throw new Error(`${mail.kind} is not a mail to many`);
  const now = instantFor(ctx.em, ctx.clock.now());
  const due = dueAt === undefined ? now : instantFor(ctx.em, dueAt);
  // The domain of every Message-ID; the id is put before it.
  const messageIdEnd = messageIdFor('', ctx.config.MAIL_FROM).slice(1);
  const common = JSON.stringify(payload.common);
  const db = sqlOf(ctx.em);
  const people = recipients(db).as('person');
  const [newId, jsonOf] = isSqlite(ctx.em)
    ? [RANDOM_ID_OF_SQLITE, sql`json_set(${common}, ${`$.${payload.aboutKey}`}, person."aboutId")`]
    : [
        sql`gen_random_uuid()`,
        sql`${common}::jsonb || jsonb_build_object(${payload.aboutKey}::text, person."aboutId")`,
      ];
  // Materialised, or SQLite would make another id each time that it is named.
  await sql`
    with letter as materialized (
      select ${newId} as id, ${sendKey} || ':' || person."aboutId" as send_key, person.recipient,
             person."accountId" as account_id, person."aboutId" as about_id, person.locale, ${jsonOf} as payload
      from ${people}
    )
    insert into delivery (id, send_key, kind, lane, recipient, account_id, about_id, locale, payload, state, due_at,
                          next_try_at, tries, message_id, created_at)
    select id, send_key, ${mail.kind}, 'bulk', recipient, account_id, about_id, locale, payload, 'pending', ${due},
           ${due}, 0, '<' || id || ${messageIdEnd}, ${now}
    from letter
    where true
    order by send_key
    on conflict (send_key) do nothing`.execute(db);
  const { kind, notice } = mail;
  // One that is due later is told of when it is due.
  if (notice === undefined || (dueAt !== undefined && dueAt > ctx.clock.now())) return;
  const { eventId = null } = payload.common as { eventId?: string };
  await keepNoticesOfMany(
    ctx,
    { kind, notice },
    sql`select person."accountId" as account_id, ${sendKey} || ':' || person."aboutId" as key,
               person."aboutId" as about_id,
               ${isSqlite(ctx.em) ? sql`${eventId}` : sql`cast(${eventId} as uuid)`} as event_id, ${jsonOf} as params
        from ${people}`,
  );
}

/** A UUID of version 4, in the text that this database keeps ids as. */
const RANDOM_ID_OF_SQLITE = sql`lower(
  hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' ||
  substr('89ab', 1 + (abs(random()) % 4), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))`;
