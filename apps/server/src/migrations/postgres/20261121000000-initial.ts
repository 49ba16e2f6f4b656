import { Migration } from '@mikro-orm/migrations';

export class Initial extends Migration {
  override up(): void {
    this.addSql(
      `create table "account" ("id" uuid not null, "address" varchar(254) not null, "address_key" varchar(254) not null, "address_verified_at" timestamptz(3) null, "full_name" varchar(120) not null, "locale" text not null default 'en', "role" text not null default 'member', "disabled_at" timestamptz(3) null, "created_at" timestamptz(3) not null, "updated_at" timestamptz(3) not null, primary key ("id"))`,
    );
    this.addSql(`alter table "account" add constraint "account_address_key_unique" unique ("address_key")`);
    this.addSql(
      `alter table "account" add constraint "account_locale_check" check ("locale" in ('en', 'ru'))`,
    );
    this.addSql(
      `alter table "account" add constraint "account_role_check" check ("role" in ('member', 'staff', 'superuser'))`,
    );
    this.addSql(
      `create table "audit_entry" ("id" uuid not null, "at" timestamptz(3) not null, "actor_id" uuid null, "action" varchar(80) not null, "subject_type" varchar(40) not null, "subject_id" uuid not null, "details" jsonb not null, primary key ("id"))`,
    );
    this.addSql(`create index "audit_entry_at_index" on "audit_entry" ("at")`);
    this.addSql(
      `create index "audit_entry_subject_type_subject_id_index" on "audit_entry" ("subject_type", "subject_id")`,
    );
    this.addSql(
      `create table "delivery" ("id" uuid not null, "send_key" varchar(200) not null, "kind" varchar(60) not null, "lane" text not null, "recipient" varchar(254) not null, "account_id" uuid null, "about_id" uuid null, "locale" text not null, "payload" jsonb not null, "state" text not null default 'pending', "due_at" timestamptz(3) not null, "next_try_at" timestamptz(3) not null, "tries" int not null default 0, "owner" varchar(80) null, "lease_until" timestamptz(3) null, "message_id" varchar(200) not null, "outcome" text null, "created_at" timestamptz(3) not null, "sent_at" timestamptz(3) null, primary key ("id"))`,
    );
    this.addSql(`alter table "delivery" add constraint "delivery_send_key_unique" unique ("send_key")`);
    this.addSql(
      `create index "delivery_state_lane_next_try_at_index" on "delivery" ("state", "lane", "next_try_at")`,
    );
    this.addSql(`create index "delivery_about_id_kind_index" on "delivery" ("about_id", "kind")`);
    this.addSql(
      `alter table "delivery" add constraint "delivery_lane_check" check ("lane" in ('prompt', 'bulk'))`,
    );
    this.addSql(
      `alter table "delivery" add constraint "delivery_locale_check" check ("locale" in ('en', 'ru'))`,
    );
    this.addSql(
      `alter table "delivery" add constraint "delivery_state_check" check ("state" in ('pending', 'claimed', 'sending', 'sent', 'failed', 'unknown', 'withdrawn'))`,
    );
    this.addSql(
      `create table "enrolment" ("token_hash" varchar(64) not null, "created_at" timestamptz(3) not null, "expires_at" timestamptz(3) not null, "used_at" timestamptz(3) null, "used_by" uuid null, primary key ("token_hash"))`,
    );
    this.addSql(
      `create table "event" ("id" uuid not null, "status" text not null default 'draft', "name" varchar(160) not null, "short_description" varchar(300) not null, "description" text not null, "starts_at_local" varchar(16) not null, "ends_at_local" varchar(16) not null, "time_zone" varchar(64) not null, "starts_at" timestamptz(3) not null, "ends_at" timestamptz(3) not null, "location_name" varchar(160) null, "location_address" varchar(300) null, "payment_info" text null, "image_key" varchar(200) null, "capacity" int null, "seats_taken" int not null default 0, "join_policy" text not null default 'open', "waitlist" text not null default 'auto', "waitlist_last_number" int not null default 0, "registration_opens_at" timestamptz(3) null, "registration_closes_at" timestamptz(3) null, "reminder_minutes_before" int null, "cancellation_reason" varchar(500) null, "created_by" uuid null, "created_at" timestamptz(3) not null, "updated_at" timestamptz(3) not null, "version" int not null default 1, primary key ("id"))`,
    );
    this.addSql(
      `create index "event_status_ends_at_starts_at_id_index" on "event" ("status", "ends_at", "starts_at", "id")`,
    );
    this.addSql(`create index "event_status_starts_at_id_index" on "event" ("status", "starts_at", "id")`);
    this.addSql(`alter table "event" add constraint "event_seats_check" check (seats_taken >= 0)`);
    this.addSql(`alter table "event" add constraint "event_times_check" check (ends_at > starts_at)`);
    this.addSql(
      `alter table "event" add constraint "event_status_check" check ("status" in ('draft', 'published', 'cancelled', 'archived'))`,
    );
    this.addSql(
      `alter table "event" add constraint "event_join_policy_check" check ("join_policy" in ('open', 'closed'))`,
    );
    this.addSql(
      `alter table "event" add constraint "event_waitlist_check" check ("waitlist" in ('off', 'auto'))`,
    );
    this.addSql(
      `create table "idempotency_record" ("account_id" uuid not null, "key" varchar(100) not null, "procedure" varchar(100) not null, "input_hash" varchar(64) not null, "answer" text not null, "created_at" timestamptz(3) not null, primary key ("account_id", "key"))`,
    );
    this.addSql(`create index "idempotency_record_created_at_index" on "idempotency_record" ("created_at")`);
    this.addSql(
      `create table "one_time_code" ("id" uuid not null, "purpose" text not null, "address" varchar(254) not null, "address_key" varchar(254) not null, "code_hash" varchar(64) not null, "intent" jsonb not null, "created_at" timestamptz(3) not null, "expires_at" timestamptz(3) not null, "consumed_at" timestamptz(3) null, primary key ("id"))`,
    );
    this.addSql(`create index "one_time_code_address_key_index" on "one_time_code" ("address_key")`);
    this.addSql(`create index "one_time_code_expires_at_index" on "one_time_code" ("expires_at")`);
    this.addSql(
      `alter table "one_time_code" add constraint "one_time_code_purpose_check" check ("purpose" in ('registration', 'sign-in'))`,
    );
    this.addSql(
      `create table "outbox_job" ("id" uuid not null, "queue" varchar(80) not null, "payload" jsonb not null, primary key ("id"))`,
    );
    this.addSql(
      `create table "participation" ("id" uuid not null, "event_id" uuid not null, "account_id" uuid not null, "state" text not null, "source" text not null default 'self', "waitlist_number" int null, "joined_at" timestamptz(3) not null, "updated_at" timestamptz(3) not null, primary key ("id"))`,
    );
    this.addSql(`create index "participation_account_id_index" on "participation" ("account_id")`);
    this.addSql(
      `create index "participation_event_id_state_waitlist_number_index" on "participation" ("event_id", "state", "waitlist_number")`,
    );
    this.addSql(
      `alter table "participation" add constraint "participation_event_id_account_id_unique" unique ("event_id", "account_id")`,
    );
    this.addSql(
      `alter table "participation" add constraint "participation_state_check" check ("state" in ('going', 'waitlisted', 'left'))`,
    );
    this.addSql(
      `alter table "participation" add constraint "participation_source_check" check ("source" in ('self', 'staff'))`,
    );
    this.addSql(
      `create table "participation_transition" ("id" uuid not null, "participation_id" uuid not null, "from_state" text null, "to_state" text not null, "actor_id" uuid null, "reason" varchar(200) null, "at" timestamptz(3) not null, primary key ("id"))`,
    );
    this.addSql(
      `create index "participation_transition_participation_id_index" on "participation_transition" ("participation_id")`,
    );
    this.addSql(
      `alter table "participation_transition" add constraint "participation_transition_from_state_check" check ("from_state" in ('going', 'waitlisted', 'left'))`,
    );
    this.addSql(
      `alter table "participation_transition" add constraint "participation_transition_to_state_check" check ("to_state" in ('going', 'waitlisted', 'left'))`,
    );
    this.addSql(
      `create table "session" ("id" uuid not null, "account_id" uuid not null, "created_at" timestamptz(3) not null, "authenticated_at" timestamptz(3) not null, "last_used_at" timestamptz(3) not null, "expires_at" timestamptz(3) not null, "ended_at" timestamptz(3) null, "end_reason" text null, "owes_second_factor" boolean not null default false, "ip_address" varchar(45) not null, "user_agent" varchar(400) not null, primary key ("id"))`,
    );
    this.addSql(`create index "session_account_id_index" on "session" ("account_id")`);
    this.addSql(`create index "session_expires_at_index" on "session" ("expires_at")`);
    this.addSql(
      `alter table "session" add constraint "session_end_reason_check" check ("end_reason" in ('signed-out', 'ended', 'reused', 'disabled'))`,
    );
    this.addSql(
      `create table "refresh_token" ("hash" varchar(64) not null, "session_id" uuid not null, "issued_at" timestamptz(3) not null, "used_at" timestamptz(3) null, "successor_salt" varchar(64) null, "successor_hash" varchar(64) null, primary key ("hash"))`,
    );
    this.addSql(`create index "refresh_token_session_id_index" on "refresh_token" ("session_id")`);
    this.addSql(
      `create table "setting" ("name" varchar(80) not null, "value" text not null, primary key ("name"))`,
    );
    this.addSql(
      `create table "wrong_tries" ("key" varchar(300) not null, "tries" int not null default 0, "wait_until" timestamptz(3) null, "updated_at" timestamptz(3) not null, primary key ("key"))`,
    );
    this.addSql(
      `alter table "participation" add constraint "participation_event_id_foreign" foreign key ("event_id") references "event" ("id")`,
    );
    this.addSql(
      `alter table "participation" add constraint "participation_account_id_foreign" foreign key ("account_id") references "account" ("id")`,
    );
    this.addSql(
      `alter table "participation_transition" add constraint "participation_transition_participation_id_foreign" foreign key ("participation_id") references "participation" ("id")`,
    );
    this.addSql(
      `alter table "session" add constraint "session_account_id_foreign" foreign key ("account_id") references "account" ("id")`,
    );
    this.addSql(
      `alter table "refresh_token" add constraint "refresh_token_session_id_foreign" foreign key ("session_id") references "session" ("id") on delete cascade`,
    );
    this.addSql(
      `create unlogged table rate_limit (key text primary key, taken_at float8[] not null, taken int[] not null, granted int not null, expires_at timestamptz not null)`,
    );
    this.addSql(`create index rate_limit_expires_at_index on rate_limit (expires_at)`);
  }
}
