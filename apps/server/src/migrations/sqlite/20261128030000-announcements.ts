import { Migration } from '@mikro-orm/migrations';

export class Announcements extends Migration {
  override up(): void {
    this.addSql(
      `create table "announcement" ("id" text not null primary key, "event_id" text not null, "subject" text not null, "body" text not null, "states" json not null, "checked_in" text check ("checked_in" in ('any', 'yes', 'no')) not null, "state" text check ("state" in ('scheduled', 'posted', 'cancelled')) not null default 'scheduled', "is_after_cancellation" integer not null, "send_at" datetime not null, "created_by" text null, "created_at" datetime not null, constraint "announcement_event_id_foreign" foreign key ("event_id") references "event" ("id"))`,
    );
    this.addSql(`create index "announcement_event_id_index" on "announcement" ("event_id")`);
    this.addSql(
      `create index "announcement_event_id_created_at_id_index" on "announcement" ("event_id", "created_at", "id")`,
    );
    this.addSql(`create index "announcement_state_send_at_index" on "announcement" ("state", "send_at")`);
    // SQLite changes no check in place.
    this.addSql(
      `create table "unsubscribe_new" ("account_id" text not null, "topic" text check ("topic" in ('reminders', 'announcements')) not null, "created_at" datetime not null, primary key ("account_id", "topic"))`,
    );
    this.addSql(
      `insert into "unsubscribe_new" select "account_id", "topic", "created_at" from "unsubscribe"`,
    );
    this.addSql(`drop table "unsubscribe"`);
    this.addSql(`alter table "unsubscribe_new" rename to "unsubscribe"`);
  }
}
