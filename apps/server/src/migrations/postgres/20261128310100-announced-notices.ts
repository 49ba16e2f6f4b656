import { Migration } from '@mikro-orm/migrations';

/** The notices of an announcement are found when it is taken back, also when its mails are not kept any more. */
export class AnnouncedNotices extends Migration {
  override up(): void {
    this.addSql(
      `create index "notification_announcement_index" on "notification" ("event_id") where kind = 'announcement'`,
    );
  }
}
