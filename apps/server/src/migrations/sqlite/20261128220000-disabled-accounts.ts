import { Migration } from '@mikro-orm/migrations';

export class DisabledAccounts extends Migration {
  override up(): void {
    this.addSql(`create index "account_disabled_at_index" on "account" ("disabled_at")`);
  }
}
