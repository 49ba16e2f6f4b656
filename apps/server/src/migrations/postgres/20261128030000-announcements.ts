import { Migration } from '@mikro-orm/migrations';

export class Announcements extends Migration {
  override up(): void {
    this.addSql(
      `create table "announcement" ("id" uuid not null, "event_id" uuid not null, "subject" varchar(160) not null, "body" text not null, "states" jsonb not null, "checked_in" text not null, "state" text not null default 'scheduled', "is_after_cancellation" boolean not null, "send_at" timestamptz(3) not null, "created_by" uuid null, "created_at" timestamptz(3) not null, primary key ("id"))`,
    );
    this.addSql(
      `create index "announcement_event_id_created_at_id_index" on "announcement" ("event_id", "created_at", "id")`,
    );
    this.addSql(`create index "announcement_state_send_at_index" on "announcement" ("state", "send_at")`);
    this.addSql(
      `alter table "announcement" add constraint "announcement_event_id_foreign" foreign key ("event_id") references "event" ("id")`,
    );
    this.addSql(
      `alter table "announcement" add constraint "announcement_checked_in_check" check ("checked_in" in ('any', 'yes', 'no'))`,
    );
    this.addSql(
      `alter table "announcement" add constraint "announcement_state_check" check ("state" in ('scheduled', 'posted', 'cancelled'))`,
    );
    this.addSql(`alter table "unsubscribe" drop constraint "unsubscribe_topic_check"`);
    this.addSql(
      `alter table "unsubscribe" add constraint "unsubscribe_topic_check" check ("topic" in ('reminders', 'announcements'))`,
    );
  }
}
