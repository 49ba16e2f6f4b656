import { Migration } from '@mikro-orm/migrations';

export class InvitedNames extends Migration {
  override up(): void {
    this.addSql(`alter table "invitation" add column "full_name" varchar(120) null`);
  }
}
