import { type Kysely, sql } from 'kysely';
import type { Tables } from '../../kernel/database/tables.ts';
import type { Locale } from '../../kernel/locale.contract.ts';
import type { RecipientRow } from '../../messaging/deliveries/post-to-many.ts';
import '../../people/accounts/accounts.entity.ts';
import './participations.entity.ts';
import type { ParticipationState } from './participations.contract.ts';

export type Recipient = {
  participationId: string;
  accountId: string;
  recipient: string;
  locale: Locale;
};

/** Who is written to about an event: for a statement that writes to them where they are, by their participations. */
export function recipientsOf(eventId: string, states: readonly ParticipationState[]) {
  return (db: Kysely<Tables>) =>
    db
      .selectFrom('participation')
      .innerJoin('account', 'account.id', 'participation.account_id')
      .where('participation.event_id', '=', eventId)
      .where('participation.state', 'in', states)
      .where('account.disabled_at', 'is', null)
      .where('account.is_system', '=', sql<boolean>`false`)
      .select([
        'participation.id as aboutId',
        'account.id as accountId',
        'account.address as recipient',
        'account.locale as locale',
      ])
      .$castTo<RecipientRow>();
}
