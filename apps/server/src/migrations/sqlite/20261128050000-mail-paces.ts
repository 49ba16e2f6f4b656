import { Migration } from '@mikro-orm/migrations';

export class MailPaces extends Migration {
  override up(): void {
    this.addSql(
      `create table "mail_pace" ("key" text not null primary key, "free_at_ms" double not null, "began_at_ms" double not null)`,
    );
    this.addSql(`create index "mail_pace_free_at_ms_index" on "mail_pace" ("free_at_ms")`);
    this.addSql(`alter table "delivery" add column "turn_at" datetime null`);
    this.addSql(
      `alter table "delivery" add column "turn_of" text check ("turn_of" in ('mailbox', 'domain')) null`,
    );
  }
}
