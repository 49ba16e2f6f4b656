import { Migration } from '@mikro-orm/migrations';

export class Identity extends Migration {
  override up(): void {
    this.addSql(
      `create table "api_client" ("id" uuid not null, "name" varchar(80) not null, "secret_hash" varchar(64) not null, "origins" jsonb not null, "created_at" timestamptz(3) not null, "created_by" uuid null, "last_used_at" timestamptz(3) null, "disabled_at" timestamptz(3) null, primary key ("id"))`,
    );
    this.addSql(
      `create table "api_key" ("id" uuid not null, "account_id" uuid not null, "name" varchar(80) not null, "hash" varchar(64) not null, "ending" varchar(8) not null, "scopes" jsonb not null, "created_at" timestamptz(3) not null, "expires_at" timestamptz(3) not null, "last_used_at" timestamptz(3) null, "revoked_at" timestamptz(3) null, primary key ("id"))`,
    );
    this.addSql(`create index "api_key_account_id_index" on "api_key" ("account_id")`);
    this.addSql(`alter table "api_key" add constraint "api_key_hash_unique" unique ("hash")`);
    this.addSql(
      `create table "passkey" ("id" uuid not null, "account_id" uuid not null, "credential_id" varchar(1400) not null, "public_key" text not null, "sign_count" bigint not null default '0', "transports" jsonb not null, "aaguid" varchar(36) not null, "name" varchar(80) not null, "is_backup_eligible" boolean not null, "is_backed_up" boolean not null, "created_at" timestamptz(3) not null, "last_used_at" timestamptz(3) null, primary key ("id"))`,
    );
    this.addSql(`create index "passkey_account_id_index" on "passkey" ("account_id")`);
    this.addSql(
      `alter table "passkey" add constraint "passkey_credential_id_unique" unique ("credential_id")`,
    );
    this.addSql(
      `create table "passkey_ceremony" ("id" uuid not null, "kind" text not null, "challenge" varchar(100) not null, "account_id" uuid null, "session_id" uuid null, "ticket_hash" varchar(64) null, "created_at" timestamptz(3) not null, "expires_at" timestamptz(3) not null, "consumed_at" timestamptz(3) null, primary key ("id"))`,
    );
    this.addSql(`create index "passkey_ceremony_expires_at_index" on "passkey_ceremony" ("expires_at")`);
    this.addSql(
      `create table "password" ("account_id" uuid not null, "hash" varchar(200) not null, "changed_at" timestamptz(3) not null, primary key ("account_id"))`,
    );
    this.addSql(
      `create table "recovery_code" ("hash" varchar(64) not null, "account_id" uuid not null, "created_at" timestamptz(3) not null, "used_at" timestamptz(3) null, primary key ("hash"))`,
    );
    this.addSql(`create index "recovery_code_account_id_index" on "recovery_code" ("account_id")`);
    this.addSql(
      `create table "second_factor" ("id" uuid not null, "account_id" uuid not null, "kind" text not null, "secret" text null, "webhook_url" varchar(2000) null, "last_step" bigint null, "created_at" timestamptz(3) not null, "confirmed_at" timestamptz(3) null, "last_used_at" timestamptz(3) null, primary key ("id"))`,
    );
    this.addSql(`create index "second_factor_account_id_index" on "second_factor" ("account_id")`);
    this.addSql(
      `alter table "second_factor" add constraint "second_factor_account_id_kind_unique" unique ("account_id", "kind")`,
    );
    this.addSql(
      `create table "security_link" ("token_hash" varchar(64) not null, "purpose" text not null, "account_id" uuid not null, "session_id" uuid null, "details" jsonb not null, "created_at" timestamptz(3) not null, "expires_at" timestamptz(3) not null, "used_at" timestamptz(3) null, primary key ("token_hash"))`,
    );
    this.addSql(`create index "security_link_account_id_index" on "security_link" ("account_id")`);
    this.addSql(`create index "security_link_expires_at_index" on "security_link" ("expires_at")`);
    this.addSql(
      `create table "sign_in_ticket" ("token_hash" varchar(64) not null, "purpose" text not null, "account_id" uuid not null, "first_factor" text not null, "session_id" uuid null, "code_ticket" uuid null, "created_at" timestamptz(3) not null, "expires_at" timestamptz(3) not null, "completed_at" timestamptz(3) null, "consumed_at" timestamptz(3) null, primary key ("token_hash"))`,
    );
    this.addSql(`create index "sign_in_ticket_account_id_index" on "sign_in_ticket" ("account_id")`);
    this.addSql(`create index "sign_in_ticket_expires_at_index" on "sign_in_ticket" ("expires_at")`);
    this.addSql(`alter table "account" drop constraint "account_locale_check"`);
    this.addSql(
      `alter table "account" add "organisation" varchar(120) null, add "about" varchar(500) null, add "time_zone" varchar(64) null`,
    );
    this.addSql(
      `alter table "account" add constraint "account_locale_check" check ("locale" in ('en', 'ru', 'de'))`,
    );
    this.addSql(`alter table "delivery" drop constraint "delivery_locale_check"`);
    this.addSql(
      `alter table "delivery" add constraint "delivery_locale_check" check ("locale" in ('en', 'ru', 'de'))`,
    );
    this.addSql(`alter table "one_time_code" drop constraint "one_time_code_purpose_check"`);
    this.addSql(
      `alter table "one_time_code" add constraint "one_time_code_purpose_check" check ("purpose" in ('registration', 'sign-in', 'second-factor', 'reauthentication', 'recovery', 'address-change'))`,
    );
    this.addSql(`alter table "session" drop constraint "session_end_reason_check"`);
    this.addSql(`alter table "session" drop column "owes_second_factor"`);
    this.addSql(
      `alter table "session" add "factors" jsonb not null default '["mail-code"]', add "device_hash" varchar(64) null`,
    );
    this.addSql(`alter table "session" alter column "factors" drop default`);
    this.addSql(
      `alter table "session" add constraint "session_end_reason_check" check ("end_reason" in ('signed-out', 'ended', 'reused', 'disabled', 'reported', 'recovered'))`,
    );
    this.addSql(
      `alter table "api_key" add constraint "api_key_account_id_foreign" foreign key ("account_id") references "account" ("id")`,
    );
    this.addSql(
      `alter table "passkey" add constraint "passkey_account_id_foreign" foreign key ("account_id") references "account" ("id")`,
    );
    this.addSql(
      `alter table "passkey_ceremony" add constraint "passkey_ceremony_kind_check" check ("kind" in ('registration', 'sign-in', 'second-factor', 'reauthentication'))`,
    );
    this.addSql(
      `alter table "password" add constraint "password_account_id_foreign" foreign key ("account_id") references "account" ("id") on update cascade on delete cascade`,
    );
    this.addSql(
      `alter table "recovery_code" add constraint "recovery_code_account_id_foreign" foreign key ("account_id") references "account" ("id")`,
    );
    this.addSql(
      `alter table "second_factor" add constraint "second_factor_account_id_foreign" foreign key ("account_id") references "account" ("id")`,
    );
    this.addSql(
      `alter table "second_factor" add constraint "second_factor_kind_check" check ("kind" in ('mail-code', 'totp', 'webhook-code', 'passkey'))`,
    );
    this.addSql(
      `alter table "security_link" add constraint "security_link_account_id_foreign" foreign key ("account_id") references "account" ("id")`,
    );
    this.addSql(
      `alter table "security_link" add constraint "security_link_purpose_check" check ("purpose" in ('not-me', 'undo-address-change'))`,
    );
    this.addSql(
      `alter table "sign_in_ticket" add constraint "sign_in_ticket_account_id_foreign" foreign key ("account_id") references "account" ("id")`,
    );
    this.addSql(
      `alter table "sign_in_ticket" add constraint "sign_in_ticket_purpose_check" check ("purpose" in ('sign-in', 'reauthentication', 'recovery'))`,
    );
    this.addSql(
      `alter table "sign_in_ticket" add constraint "sign_in_ticket_first_factor_check" check ("first_factor" in ('mail-code', 'password', 'passkey'))`,
    );
  }
}
