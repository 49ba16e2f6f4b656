import type { Context } from '../../kernel/context.ts';
import { sqlOf } from '../../kernel/database/sql-of.ts';

/**
 * Those who wait and can be given a seat. Whoever has a disabled account keeps their place for when it is enabled, and
 * nobody stands behind them meanwhile: they could neither take a seat nor read that they have one.
 */
export function waitingInLine({ em }: Pick<Context, 'em'>) {
  return sqlOf(em)
    .selectFrom('participation')
    .innerJoin('account', 'account.id', 'participation.account_id')
    .where('participation.state', '=', 'waitlisted')
    .where('account.disabled_at', 'is', null);
}
