import { Migration } from '@mikro-orm/migrations';

export class AwaitedRenewals extends Migration {
  override up(): void {
    this.addSql(`alter table "session" add column "awaited_since" timestamptz(3) null`);
  }
}
