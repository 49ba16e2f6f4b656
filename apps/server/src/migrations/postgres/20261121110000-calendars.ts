import { Migration } from '@mikro-orm/migrations';

export class Calendars extends Migration {
  override up(): void {
    this.addSql(
      `create table "calendar_feed" ("account_id" uuid not null, "token_hash" varchar(64) not null, "sealed_token" varchar(200) not null, "created_at" timestamptz(3) not null, primary key ("account_id"))`,
    );
    this.addSql(
      `alter table "calendar_feed" add constraint "calendar_feed_token_hash_unique" unique ("token_hash")`,
    );
    this.addSql(
      `alter table "calendar_feed" add constraint "calendar_feed_account_id_foreign" foreign key ("account_id") references "account" ("id") on update cascade on delete cascade`,
    );
  }
}
