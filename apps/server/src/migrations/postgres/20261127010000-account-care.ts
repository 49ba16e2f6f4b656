import { Migration } from '@mikro-orm/migrations';

/** Staff closes accounts, system users sign in by no way, and people are found by a part of their name or address. */
export class AccountCare extends Migration {
  override up(): void {
    this.addSql('alter table "account" add column "disabled_reason" varchar(500) null');
    this.addSql('alter table "account" add column "is_system" boolean not null default false');
    this.addSql('alter table "account" add column "guarded_until" timestamptz(3) null');
    this.addSql('alter table "session" add column "passkey_id" uuid null');
    this.addSql('create extension if not exists pg_trgm');
    this.addSql('create index account_name_search on account using gin (lower(full_name) gin_trgm_ops)');
    this.addSql('create index account_address_search on account using gin (address_key gin_trgm_ops)');
  }
}
