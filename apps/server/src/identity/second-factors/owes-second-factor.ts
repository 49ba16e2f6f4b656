import type { Config } from '../../kernel/config.ts';
import type { Database } from '../../kernel/database/database.ts';
import { sqlOf } from '../../kernel/database/sql-of.ts';
import './second-factors.entity.ts';

/** Whether REQUIRE_SECOND_FACTOR means this account, and it has chosen none. A system user signs in by no way. */
export async function owesSecondFactor(
  { config, database }: { config: Config; database: Database },
  account: { account_id: string; role: 'member' | 'staff' | 'superuser'; is_system: unknown },
): Promise<boolean> {
  const { REQUIRE_SECOND_FACTOR: demanded } = config;
  const isMeant = demanded === 'all' || (demanded === 'staff' && account.role !== 'member');
  if (!isMeant || account.is_system) return false;
  const chosen = await sqlOf(database.fork())
    .selectFrom('second_factor')
    .select('id')
    .where('account_id', '=', account.account_id)
    .where('confirmed_at', 'is not', null)
    .limit(1)
    .executeTakeFirst();
  return chosen === undefined;
}
