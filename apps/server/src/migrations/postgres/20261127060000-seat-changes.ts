import { Migration } from '@mikro-orm/migrations';

export class SeatChanges extends Migration {
  override up(): void {
    this.addSql(`alter table "participation" add "seat_changes" int not null default 0`);
  }
}
