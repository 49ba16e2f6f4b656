import { Migration } from '@mikro-orm/migrations';

export class InvitedNamesAndOrder extends Migration {
  override up(): void {
    this.addSql(`alter table "invitation" add column "full_name" varchar(120) null`);
    this.addSql(
      `create index "participation_event_id_joined_at_id_index" on "participation" ("event_id", "joined_at", "id")`,
    );
  }
}
