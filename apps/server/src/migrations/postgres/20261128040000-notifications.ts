import { Migration } from '@mikro-orm/migrations';

export class Notifications extends Migration {
  override up(): void {
    this.addSql(
      `create table "notification" ("id" uuid not null, "account_id" uuid not null, "key" varchar(200) not null, "kind" varchar(60) not null, "topic" varchar(40) not null, "event_id" uuid null, "params" jsonb not null, "number" int null, "created_at" timestamptz(3) not null, "acknowledged_at" timestamptz(3) null, primary key ("id"))`,
    );
    this.addSql(
      `create index "notification_account_id_acknowledged_at_index" on "notification" ("account_id", "acknowledged_at")`,
    );
    this.addSql(
      `alter table "notification" add constraint "notification_account_id_key_unique" unique ("account_id", "key")`,
    );
    this.addSql(
      `alter table "notification" add constraint "notification_account_id_number_unique" unique ("account_id", "number")`,
    );
    this.addSql(
      `create table "notification_mute" ("account_id" uuid not null, "topic" varchar(40) not null, "created_at" timestamptz(3) not null, primary key ("account_id", "topic"))`,
    );
  }
}
