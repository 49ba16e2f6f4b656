import { type AliasableExpression, type Kysely, type RawBuilder, sql } from 'kysely';
import type { Context } from '../../kernel/context.ts';
import { newIdInSql } from '../../kernel/database/new-id-in-sql.ts';
import { instantFor, isSqlite, sqlOf } from '../../kernel/database/sql-of.ts';
import type { Tables } from '../../kernel/database/tables.ts';
import type { Locale } from '../../kernel/locale.contract.ts';
import type { MailDeclaration } from '../mails/declare-mail.ts';
import { keepNoticesOfMany } from '../notifications/keep-notices.ts';
import './deliveries.entity.ts';
import { messageIdFor } from './message-id.ts';
import { type PostedAgain, postedAgain } from './posted-again.ts';

/** Whom it concerns, by whatever they take part in: one row each. */
export type RecipientRow = { aboutId: string; accountId: string; recipient: string; locale: Locale };

type FanOut<Payload> = {
  recipients: (db: Kysely<Tables>) => AliasableExpression<RecipientRow>;
  /** The send key of each is this, a colon, what it is about, and `sendKeyEnd`. */
  sendKey: string;
  sendKeyEnd?: string;
  /** What all of them tell of, so that they can be counted and withdrawn by it; left out: what each takes part in. */
  about?: string;
  /** The name under which each payload says what it is about, and what all payloads have in common. */
  payload: { aboutKey: keyof Payload & string; common: Partial<Payload> };
  /** Not before this; left out: now. */
  dueAt?: Date;
  /** Left out: the same key again posts nothing. */
  again?: PostedAgain;
};

/**
 * Posts a mail to many by one statement that reads the recipients where they are: a hundred thousand cost about what
 * the database needs to write their rows. For mails that wait for the sweep and carry no secret.
 */
export async function postToMany<Payload>(
  ctx: Context,
  mail: MailDeclaration<Payload>,
  { recipients, sendKey, sendKeyEnd = '', about, payload, dueAt, again = 'stays' }: FanOut<Payload>,
): Promise<void> {
  if (mail.isSecret || mail.lane !== 'bulk' || mail.notice?.keep)
    throw new Error(`${mail.kind} is not a mail to many`);
  const now = ctx.clock.now();
  const due = instant(ctx, dueAt ?? now);
  const people = recipients(sqlOf(ctx.em)).as('person');
  const key = sql<string>`${sendKey} || ':' || person."aboutId" || ${sendKeyEnd}`;
  const kept = payloadOf(ctx, payload);
  // The id is a part of the Message-ID: materialised, so that both come from the same throw of the dice.
  await sqlOf(ctx.em)
    .with(
      (cte) => cte('letter').materialized(),
      (db) =>
        db
          .selectFrom(people)
          .select([
            newIdInSql(ctx.em, now).as('id'),
            key.as('send_key'),
            'person.recipient',
            'person.accountId as account_id',
            about === undefined
              ? sql<string>`person."aboutId"`.as('about_id')
              : idOf(ctx, about).as('about_id'),
            'person.locale',
            kept.as('payload'),
          ]),
    )
    .insertInto('delivery')
    .columns([
      'id',
      'send_key',
      'kind',
      'lane',
      'recipient',
      'account_id',
      'about_id',
      'locale',
      'payload',
      'state',
      'due_at',
      'next_try_at',
      'tries',
      'message_id',
      'created_at',
    ])
    .expression((select) =>
      select
        .selectFrom('letter')
        .select([
          'id',
          'send_key',
          text(mail.kind).as('kind'),
          text(mail.lane).as('lane'),
          'recipient',
          'account_id',
          'about_id',
          'locale',
          'payload',
          text('pending').as('state'),
          due.as('due_at'),
          due.as('next_try_at'),
          sql<number>`0`.as('tries'),
          messageId(ctx).as('message_id'),
          instant(ctx, now).as('created_at'),
        ])
        // SQLite takes the ON of the conflict for a join's unless a WHERE stands between.
        .where(sql<boolean>`true`)
        // In the order of their keys: two that write the same wait for one another, and not in a circle.
        .orderBy('send_key'),
    )
    .onConflict(postedAgain(again))
    .execute();
  const { kind, notice } = mail;
  // A statement of its own sees who came after the one before: they get the notice with a mail, or not at all.
  // One that is due later is told of when it is due.
  if (notice === undefined || (dueAt !== undefined && dueAt > now)) return;
  const { eventId = null } = payload.common as { eventId?: string };
  await keepNoticesOfMany(
    ctx,
    { kind, notice },
    sql`select person."accountId" as account_id, ${key} as key, person."aboutId" as about_id,
               ${idOf(ctx, eventId)} as event_id, ${kept} as params
        from ${people}
        where exists (select 1 from delivery where delivery.send_key = ${key})`,
  );
}

const text = (value: string) => sql<never>`cast(${value} as text)`;

function messageId({ config }: Context): RawBuilder<string> {
  const [before, behind] = messageIdFor('\n', config.MAIL_FROM).split('\n');
  return sql`cast(${before} as text) || id || cast(${behind} as text)`;
}

function idOf({ em }: Context, id: string | null): RawBuilder<string> {
  return isSqlite(em) ? sql`${id}` : sql`cast(${id} as uuid)`;
}

function payloadOf(
  { em }: Context,
  { aboutKey, common }: { aboutKey: string; common: object },
): RawBuilder<never> {
  const json = JSON.stringify(common);
  return isSqlite(em)
    ? sql`json_set(${json}, ${`$.${aboutKey}`}, person."aboutId")`
    : sql`cast(${json} as jsonb) || jsonb_build_object(cast(${aboutKey} as text), person."aboutId")`;
}

function instant({ em }: Context, at: Date): RawBuilder<never> {
  const given = instantFor(em, at);
  return isSqlite(em) ? sql`${given}` : sql`cast(${given} as timestamptz)`;
}
