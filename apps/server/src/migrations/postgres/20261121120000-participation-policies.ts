import { Migration } from '@mikro-orm/migrations';

export class ParticipationPolicies extends Migration {
  override up(): void {
    this.addSql(
      `create table "blacklist_entry" ("id" uuid not null, "event_id" uuid null, "account_id" uuid null, "address_hash" varchar(64) null, "reason" varchar(500) not null, "ends_at" timestamptz(3) null, "created_by" uuid null, "created_at" timestamptz(3) not null, primary key ("id"))`,
    );
    this.addSql(`create index "blacklist_entry_account_id_index" on "blacklist_entry" ("account_id")`);
    this.addSql(`create index "blacklist_entry_address_hash_index" on "blacklist_entry" ("address_hash")`);
    this.addSql(
      `create table "invitation" ("id" uuid not null, "event_id" uuid not null, "address" varchar(254) not null, "address_key" varchar(254) not null, "locale" text not null, "invited_by" uuid null, "created_at" timestamptz(3) not null, primary key ("id"))`,
    );
    this.addSql(`create index "invitation_address_key_index" on "invitation" ("address_key")`);
    this.addSql(
      `alter table "invitation" add constraint "invitation_event_id_address_key_unique" unique ("event_id", "address_key")`,
    );
    this.addSql(
      `alter table "participation_transition" drop constraint "participation_transition_participation_id_foreign"`,
    );
    this.addSql(`alter table "event" drop constraint "event_join_policy_check"`);
    this.addSql(`alter table "event" drop constraint "event_waitlist_check"`);
    this.addSql(`alter table "event" add "offer_hours" int not null default 24`);
    this.addSql(
      `alter table "event" add constraint "event_join_policy_check" check ("join_policy" in ('open', 'approval', 'invitation', 'closed'))`,
    );
    this.addSql(
      `alter table "event" add constraint "event_waitlist_check" check ("waitlist" in ('off', 'auto', 'offer'))`,
    );
    this.addSql(`alter table "participation" drop constraint "participation_source_check"`);
    this.addSql(`alter table "participation" drop constraint "participation_state_check"`);
    this.addSql(
      `alter table "participation" add "is_override" boolean not null default false, add "offer_expires_at" timestamptz(3) null, add "checked_in_at" timestamptz(3) null, add "checked_in_by" uuid null`,
    );
    this.addSql(
      `create index "participation_offer_expires_at_index" on "participation" ("offer_expires_at")`,
    );
    this.addSql(
      `alter table "participation" add constraint "participation_source_check" check ("source" in ('self', 'staff', 'invitation', 'import'))`,
    );
    this.addSql(
      `alter table "participation" add constraint "participation_state_check" check ("state" in ('invited', 'requested', 'waitlisted', 'offered', 'going', 'declined', 'left', 'rejected'))`,
    );
    this.addSql(
      `alter table "participation_transition" drop constraint "participation_transition_from_state_check"`,
    );
    this.addSql(
      `alter table "participation_transition" drop constraint "participation_transition_to_state_check"`,
    );
    this.addSql(`alter table "participation_transition" add "is_override" boolean not null default false`);
    this.addSql(
      `alter table "participation_transition" alter column "reason" type varchar(500) using ("reason"::varchar(500))`,
    );
    this.addSql(
      `alter table "participation_transition" add constraint "participation_transition_from_state_check" check ("from_state" in ('invited', 'requested', 'waitlisted', 'offered', 'going', 'declined', 'left', 'rejected'))`,
    );
    this.addSql(
      `alter table "participation_transition" add constraint "participation_transition_to_state_check" check ("to_state" in ('invited', 'requested', 'waitlisted', 'offered', 'going', 'declined', 'left', 'rejected'))`,
    );
    this.addSql(
      `alter table "invitation" add constraint "invitation_event_id_foreign" foreign key ("event_id") references "event" ("id")`,
    );
    this.addSql(
      `alter table "invitation" add constraint "invitation_locale_check" check ("locale" in ('en', 'ru', 'de'))`,
    );
  }
}
