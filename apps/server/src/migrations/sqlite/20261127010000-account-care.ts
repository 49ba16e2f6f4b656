import { Migration } from '@mikro-orm/migrations';

export class AccountCare extends Migration {
  override up(): void {
    this.addSql('alter table "account" add column "disabled_reason" text null');
    this.addSql('alter table "account" add column "is_system" integer not null default false');
    this.addSql('alter table "account" add column "guarded_until" datetime null');
    this.addSql('alter table "session" add column "passkey_id" text null');
  }
}
