import { Migration } from '@mikro-orm/migrations';

/** What is dropped in time is found by an index; announcements keep the counts of their mails that are gone. */
export class Keeping extends Migration {
  override up(): void {
    this.addSql(
      `create index "notification_acknowledged_at_created_at_index" on "notification" ("acknowledged_at", "created_at")`,
    );
    this.addSql(`alter table "delivery" add column "told_at" datetime null`);
    this.addSql(
      `create index "delivery_untold_index" on "delivery" ("lane", "next_try_at") where state = 'pending' and told_at is null and due_at > created_at`,
    );
    this.addSql(`create index "event_image_id_index" on "event" (("image" ->> 'id'))`);
    for (const count of ['past_sent', 'past_failed', 'past_withdrawn'])
      this.addSql(`alter table "announcement" add column "${count}" integer not null default 0`);
  }
}
