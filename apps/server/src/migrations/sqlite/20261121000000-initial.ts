import { Migration } from '@mikro-orm/migrations';

export class Initial extends Migration {
  override up(): void {
    this.addSql(
      `create table "account" ("id" text not null primary key, "address" text not null, "address_key" text not null, "address_verified_at" datetime null, "full_name" text not null, "locale" text check ("locale" in ('en', 'ru', 'de')) not null default 'en', "organisation" text null, "about" text null, "time_zone" text null, "role" text check ("role" in ('member', 'staff', 'superuser')) not null default 'member', "disabled_at" datetime null, "created_at" datetime not null, "updated_at" datetime not null)`,
    );
    this.addSql(`create unique index "account_address_key_unique" on "account" ("address_key")`);
    this.addSql(
      `create table "api_client" ("id" text not null primary key, "name" text not null, "secret_hash" text not null, "origins" json not null, "created_at" datetime not null, "created_by" text null, "last_used_at" datetime null, "disabled_at" datetime null)`,
    );
    this.addSql(
      `create table "api_key" ("id" text not null primary key, "account_id" text not null, "name" text not null, "hash" text not null, "ending" text not null, "scopes" json not null, "created_at" datetime not null, "expires_at" datetime not null, "last_used_at" datetime null, "revoked_at" datetime null, constraint "api_key_account_id_foreign" foreign key ("account_id") references "account" ("id"))`,
    );
    this.addSql(`create index "api_key_account_id_index" on "api_key" ("account_id")`);
    this.addSql(`create unique index "api_key_hash_unique" on "api_key" ("hash")`);
    this.addSql(
      `create table "audit_entry" ("id" text not null primary key, "at" datetime not null, "actor_id" text null, "action" text not null, "subject_type" text not null, "subject_id" text not null, "details" json not null)`,
    );
    this.addSql(`create index "audit_entry_at_index" on "audit_entry" ("at")`);
    this.addSql(
      `create index "audit_entry_subject_type_subject_id_index" on "audit_entry" ("subject_type", "subject_id")`,
    );
    this.addSql(
      `create table "blacklist_entry" ("id" text not null primary key, "event_id" text null, "account_id" text null, "address_hash" text null, "reason" text not null, "ends_at" datetime null, "created_by" text null, "created_at" datetime not null)`,
    );
    this.addSql(`create index "blacklist_entry_account_id_index" on "blacklist_entry" ("account_id")`);
    this.addSql(`create index "blacklist_entry_address_hash_index" on "blacklist_entry" ("address_hash")`);
    this.addSql(
      `create table "calendar_feed" ("account_id" text not null primary key, "token_hash" text not null, "sealed_token" text not null, "created_at" datetime not null, constraint "calendar_feed_account_id_foreign" foreign key ("account_id") references "account" ("id") on delete cascade on update cascade)`,
    );
    this.addSql(`create index "calendar_feed_account_id_index" on "calendar_feed" ("account_id")`);
    this.addSql(`create unique index "calendar_feed_token_hash_unique" on "calendar_feed" ("token_hash")`);
    this.addSql(
      `create table "delivery" ("id" text not null primary key, "send_key" text not null, "kind" text not null, "lane" text check ("lane" in ('prompt', 'bulk')) not null, "recipient" text not null, "account_id" text null, "about_id" text null, "locale" text check ("locale" in ('en', 'ru', 'de')) not null, "payload" json not null, "state" text check ("state" in ('pending', 'claimed', 'sending', 'sent', 'failed', 'unknown', 'withdrawn')) not null default 'pending', "due_at" datetime not null, "next_try_at" datetime not null, "tries" integer not null default 0, "owner" text null, "lease_until" datetime null, "message_id" text not null, "outcome" text null, "created_at" datetime not null, "sent_at" datetime null)`,
    );
    this.addSql(`create unique index "delivery_send_key_unique" on "delivery" ("send_key")`);
    this.addSql(
      `create index "delivery_state_lane_next_try_at_index" on "delivery" ("state", "lane", "next_try_at")`,
    );
    this.addSql(`create index "delivery_about_id_kind_index" on "delivery" ("about_id", "kind")`);
    this.addSql(
      `create table "enrolment" ("token_hash" text not null primary key, "created_at" datetime not null, "expires_at" datetime not null, "used_at" datetime null, "used_by" text null)`,
    );
    this.addSql(
      `create table "event" ("id" text not null primary key, "status" text check ("status" in ('draft', 'published', 'cancelled', 'archived')) not null default 'draft', "name" text not null, "short_description" text not null, "description" text not null, "starts_at_local" text not null, "ends_at_local" text not null, "time_zone" text not null, "starts_at" datetime not null, "ends_at" datetime not null, "location_name" text null, "location_address" text null, "payment_info" text null, "image_key" text null, "capacity" integer null, "seats_taken" integer not null default 0, "join_policy" text check ("join_policy" in ('open', 'approval', 'invitation', 'closed')) not null default 'open', "waitlist" text check ("waitlist" in ('off', 'auto', 'offer')) not null default 'auto', "offer_hours" integer not null default 24, "waitlist_last_number" integer not null default 0, "registration_opens_at" datetime null, "registration_closes_at" datetime null, "reminder_minutes_before" integer null, "cancellation_reason" text null, "created_by" text null, "created_at" datetime not null, "updated_at" datetime not null, "version" integer not null default 1, constraint "event_seats_check" check (seats_taken >= 0), constraint "event_times_check" check (ends_at > starts_at))`,
    );
    this.addSql(
      `create index "event_status_ends_at_starts_at_id_index" on "event" ("status", "ends_at", "starts_at", "id")`,
    );
    this.addSql(`create index "event_status_starts_at_id_index" on "event" ("status", "starts_at", "id")`);
    this.addSql(
      `create table "idempotency_record" ("account_id" text not null, "key" text not null, "procedure" text not null, "input_hash" text not null, "answer" text not null, "created_at" datetime not null, primary key ("account_id", "key"))`,
    );
    this.addSql(`create index "idempotency_record_created_at_index" on "idempotency_record" ("created_at")`);
    this.addSql(
      `create table "invitation" ("id" text not null primary key, "event_id" text not null, "address" text not null, "address_key" text not null, "locale" text check ("locale" in ('en', 'ru', 'de')) not null, "invited_by" text null, "created_at" datetime not null, constraint "invitation_event_id_foreign" foreign key ("event_id") references "event" ("id"))`,
    );
    this.addSql(`create index "invitation_event_id_index" on "invitation" ("event_id")`);
    this.addSql(`create index "invitation_address_key_index" on "invitation" ("address_key")`);
    this.addSql(
      `create unique index "invitation_event_id_address_key_unique" on "invitation" ("event_id", "address_key")`,
    );
    this.addSql(
      `create table "one_time_code" ("id" text not null primary key, "purpose" text check ("purpose" in ('registration', 'sign-in', 'second-factor', 'reauthentication', 'recovery', 'address-change')) not null, "address" text not null, "address_key" text not null, "code_hash" text not null, "intent" json not null, "created_at" datetime not null, "expires_at" datetime not null, "consumed_at" datetime null)`,
    );
    this.addSql(`create index "one_time_code_address_key_index" on "one_time_code" ("address_key")`);
    this.addSql(`create index "one_time_code_expires_at_index" on "one_time_code" ("expires_at")`);
    this.addSql(
      `create table "outbox_job" ("id" text not null primary key, "queue" text not null, "payload" json not null)`,
    );
    this.addSql(
      `create table "participation" ("id" text not null primary key, "event_id" text not null, "account_id" text not null, "state" text check ("state" in ('invited', 'requested', 'waitlisted', 'offered', 'going', 'declined', 'left', 'rejected')) not null, "source" text check ("source" in ('self', 'staff', 'invitation', 'import')) not null default 'self', "is_override" integer not null default false, "waitlist_number" integer null, "offer_expires_at" datetime null, "checked_in_at" datetime null, "checked_in_by" text null, "joined_at" datetime not null, "updated_at" datetime not null, constraint "participation_event_id_foreign" foreign key ("event_id") references "event" ("id"), constraint "participation_account_id_foreign" foreign key ("account_id") references "account" ("id"))`,
    );
    this.addSql(`create index "participation_event_id_index" on "participation" ("event_id")`);
    this.addSql(`create index "participation_account_id_index" on "participation" ("account_id")`);
    this.addSql(
      `create index "participation_offer_expires_at_index" on "participation" ("offer_expires_at")`,
    );
    this.addSql(
      `create index "participation_event_id_state_waitlist_number_index" on "participation" ("event_id", "state", "waitlist_number")`,
    );
    this.addSql(
      `create unique index "participation_event_id_account_id_unique" on "participation" ("event_id", "account_id")`,
    );
    this.addSql(
      `create table "participation_transition" ("id" text not null primary key, "participation_id" text not null, "from_state" text check ("from_state" in ('invited', 'requested', 'waitlisted', 'offered', 'going', 'declined', 'left', 'rejected')) null, "to_state" text check ("to_state" in ('invited', 'requested', 'waitlisted', 'offered', 'going', 'declined', 'left', 'rejected')) not null, "actor_id" text null, "reason" text null, "is_override" integer not null default false, "at" datetime not null)`,
    );
    this.addSql(
      `create index "participation_transition_participation_id_index" on "participation_transition" ("participation_id")`,
    );
    this.addSql(
      `create table "passkey" ("id" text not null primary key, "account_id" text not null, "credential_id" text not null, "public_key" text not null, "sign_count" bigint not null default '0', "transports" json not null, "aaguid" text not null, "name" text not null, "is_backup_eligible" integer not null, "is_backed_up" integer not null, "created_at" datetime not null, "last_used_at" datetime null, constraint "passkey_account_id_foreign" foreign key ("account_id") references "account" ("id"))`,
    );
    this.addSql(`create index "passkey_account_id_index" on "passkey" ("account_id")`);
    this.addSql(`create unique index "passkey_credential_id_unique" on "passkey" ("credential_id")`);
    this.addSql(
      `create table "passkey_ceremony" ("id" text not null primary key, "kind" text check ("kind" in ('registration', 'sign-in', 'second-factor', 'reauthentication')) not null, "challenge" text not null, "account_id" text null, "session_id" text null, "ticket_hash" text null, "created_at" datetime not null, "expires_at" datetime not null, "consumed_at" datetime null)`,
    );
    this.addSql(`create index "passkey_ceremony_expires_at_index" on "passkey_ceremony" ("expires_at")`);
    this.addSql(
      `create table "password" ("account_id" text not null primary key, "hash" text not null, "changed_at" datetime not null, constraint "password_account_id_foreign" foreign key ("account_id") references "account" ("id") on update cascade on delete cascade)`,
    );
    this.addSql(`create index "password_account_id_index" on "password" ("account_id")`);
    this.addSql(
      `create table "recovery_code" ("hash" text not null primary key, "account_id" text not null, "created_at" datetime not null, "used_at" datetime null, constraint "recovery_code_account_id_foreign" foreign key ("account_id") references "account" ("id"))`,
    );
    this.addSql(`create index "recovery_code_account_id_index" on "recovery_code" ("account_id")`);
    this.addSql(
      `create table "second_factor" ("id" text not null primary key, "account_id" text not null, "kind" text check ("kind" in ('mail-code', 'totp', 'webhook-code', 'passkey')) not null, "secret" text null, "webhook_url" text null, "last_step" bigint null, "created_at" datetime not null, "confirmed_at" datetime null, "last_used_at" datetime null, constraint "second_factor_account_id_foreign" foreign key ("account_id") references "account" ("id"))`,
    );
    this.addSql(`create index "second_factor_account_id_index" on "second_factor" ("account_id")`);
    this.addSql(
      `create unique index "second_factor_account_id_kind_unique" on "second_factor" ("account_id", "kind")`,
    );
    this.addSql(
      `create table "security_link" ("token_hash" text not null primary key, "purpose" text check ("purpose" in ('not-me', 'undo-address-change')) not null, "account_id" text not null, "session_id" text null, "details" json not null, "created_at" datetime not null, "expires_at" datetime not null, "used_at" datetime null, constraint "security_link_account_id_foreign" foreign key ("account_id") references "account" ("id"))`,
    );
    this.addSql(`create index "security_link_account_id_index" on "security_link" ("account_id")`);
    this.addSql(`create index "security_link_expires_at_index" on "security_link" ("expires_at")`);
    this.addSql(
      `create table "session" ("id" text not null primary key, "account_id" text not null, "created_at" datetime not null, "authenticated_at" datetime not null, "last_used_at" datetime not null, "expires_at" datetime not null, "ended_at" datetime null, "end_reason" text check ("end_reason" in ('signed-out', 'ended', 'reused', 'disabled', 'reported', 'recovered')) null, "factors" json not null, "device_hash" text null, "ip_address" text not null, "user_agent" text not null, constraint "session_account_id_foreign" foreign key ("account_id") references "account" ("id"))`,
    );
    this.addSql(`create index "session_account_id_index" on "session" ("account_id")`);
    this.addSql(`create index "session_expires_at_index" on "session" ("expires_at")`);
    this.addSql(
      `create table "refresh_token" ("hash" text not null primary key, "session_id" text not null, "issued_at" datetime not null, "used_at" datetime null, "successor_salt" text null, "successor_hash" text null, constraint "refresh_token_session_id_foreign" foreign key ("session_id") references "session" ("id") on delete cascade)`,
    );
    this.addSql(`create index "refresh_token_session_id_index" on "refresh_token" ("session_id")`);
    this.addSql(`create table "setting" ("name" text not null primary key, "value" text not null)`);
    this.addSql(
      `create table "sign_in_ticket" ("token_hash" text not null primary key, "purpose" text check ("purpose" in ('sign-in', 'reauthentication', 'recovery')) not null, "account_id" text not null, "first_factor" text check ("first_factor" in ('mail-code', 'password', 'passkey')) not null, "session_id" text null, "code_ticket" text null, "created_at" datetime not null, "expires_at" datetime not null, "completed_at" datetime null, "consumed_at" datetime null, constraint "sign_in_ticket_account_id_foreign" foreign key ("account_id") references "account" ("id"))`,
    );
    this.addSql(`create index "sign_in_ticket_account_id_index" on "sign_in_ticket" ("account_id")`);
    this.addSql(`create index "sign_in_ticket_expires_at_index" on "sign_in_ticket" ("expires_at")`);
    this.addSql(
      `create table "wrong_tries" ("key" text not null primary key, "tries" integer not null default 0, "wait_until" datetime null, "updated_at" datetime not null)`,
    );
    this.addSql(
      `create table rate_limit (key text primary key, taken json not null, expires_at datetime not null)`,
    );
    this.addSql(`create index rate_limit_expires_at_index on rate_limit (expires_at)`);
  }
}
