import { Migration } from '@mikro-orm/migrations';

export class Unsubscribes extends Migration {
  override up(): void {
    this.addSql(
      `create table "unsubscribe" ("account_id" uuid not null, "topic" text not null, "created_at" timestamptz(3) not null, primary key ("account_id", "topic"))`,
    );
    this.addSql(
      `alter table "unsubscribe" add constraint "unsubscribe_topic_check" check ("topic" in ('reminders'))`,
    );
  }
}
