import { Migration } from '@mikro-orm/migrations';

export class ReportedDevices extends Migration {
  override up(): void {
    this.addSql(`alter table "session" add column "first_session_id" text null`);
    this.addSql(`alter table "session" add column "codes_made_at" datetime null`);
    // Sessions of one browser have its mark in common. Of tools nothing is known but that each is its own.
    this.addSql(`update "session" set "first_session_id" = (
      select earlier."id" from "session" as earlier
      where earlier."account_id" = "session"."account_id" and earlier."device_hash" = "session"."device_hash"
      order by earlier."created_at", earlier."id" limit 1
    ) where "device_hash" is not null`);
    this.addSql(
      `alter table "sign_in_ticket" add column "second_factor" text check ("second_factor" in ('passkey', 'totp', 'webhook-code', 'mail-code', 'password', 'recovery-code')) null`,
    );
    this.addSql(`alter table "sign_in_ticket" add column "passkey_id" text null`);
  }
}
