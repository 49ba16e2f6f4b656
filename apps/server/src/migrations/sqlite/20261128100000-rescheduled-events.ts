import { Migration } from '@mikro-orm/migrations';

export class RescheduledEvents extends Migration {
  override up(): void {
    this.addSql(`alter table "event" add column "rescheduled_from" datetime null`);
  }
}
