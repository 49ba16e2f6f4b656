import { defineEntity, p } from '@mikro-orm/core';
import type { InferKyselyTable } from '@mikro-orm/sql';
import { AccountEntity } from '../../people/accounts/accounts.entity.ts';

/** An account's password, if it has one. Only its hash is kept: argon2id, or an imported bcrypt until its first use. */
export const PasswordEntity = defineEntity({
  name: 'Password',
  tableName: 'password',
  properties: {
    accountId: () => p.manyToOne(AccountEntity).mapToPk().fieldName('account_id').primary(),
    hash: p.string().length(200),
    changedAt: p.datetime(3),
  },
});

declare module '../../kernel/database/tables.ts' {
  interface Tables {
    password: InferKyselyTable<typeof PasswordEntity>;
  }
}
