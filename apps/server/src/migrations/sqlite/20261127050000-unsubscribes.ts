import { Migration } from '@mikro-orm/migrations';

export class Unsubscribes extends Migration {
  override up(): void {
    this.addSql(
      `create table "unsubscribe" ("account_id" text not null, "topic" text check ("topic" in ('reminders')) not null, "created_at" datetime not null, primary key ("account_id", "topic"))`,
    );
  }
}
