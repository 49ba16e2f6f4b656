import { Migration } from '@mikro-orm/migrations';

export class Notifications extends Migration {
  override up(): void {
    this.addSql(
      `create table "notification" ("id" text not null primary key, "account_id" text not null, "key" text not null, "kind" text not null, "topic" text not null, "event_id" text null, "params" json not null, "number" integer null, "created_at" datetime not null, "acknowledged_at" datetime null)`,
    );
    this.addSql(
      `create index "notification_account_id_acknowledged_at_index" on "notification" ("account_id", "acknowledged_at")`,
    );
    this.addSql(
      `create unique index "notification_account_id_key_unique" on "notification" ("account_id", "key")`,
    );
    this.addSql(
      `create unique index "notification_account_id_number_unique" on "notification" ("account_id", "number")`,
    );
    this.addSql(
      `create table "notification_mute" ("account_id" text not null, "topic" text not null, "created_at" datetime not null, primary key ("account_id", "topic"))`,
    );
  }
}
