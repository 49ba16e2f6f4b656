import { Migration } from '@mikro-orm/migrations';

export class SeenRenewals extends Migration {
  override up(): void {
    this.addSql(`alter table "session" add column "is_seen" boolean not null default true`);
  }
}
