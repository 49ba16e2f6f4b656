import { Migration } from '@mikro-orm/migrations';

export class MailPaces extends Migration {
  override up(): void {
    this.addSql(
      `create table "mail_pace" ("key" varchar(300) not null, "free_at_ms" double precision not null, "began_at_ms" double precision not null, primary key ("key"))`,
    );
    this.addSql(`create index "mail_pace_free_at_ms_index" on "mail_pace" ("free_at_ms")`);
    this.addSql(
      `alter table "delivery" add column "turn_at" timestamptz(3) null, add column "turn_of" text check ("turn_of" in ('mailbox', 'domain')) null`,
    );
  }
}
