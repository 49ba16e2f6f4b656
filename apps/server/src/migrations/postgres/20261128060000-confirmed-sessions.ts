import { Migration } from '@mikro-orm/migrations';

export class ConfirmedSessions extends Migration {
  override up(): void {
    this.addSql(`alter table "session" add column "tokens_since" timestamptz(3) null`);
    this.addSql(`alter table "refresh_token" add column "is_confirmation" boolean not null default false`);
  }
}
