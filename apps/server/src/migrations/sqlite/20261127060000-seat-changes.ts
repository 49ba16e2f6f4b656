import { Migration } from '@mikro-orm/migrations';

export class SeatChanges extends Migration {
  override up(): void {
    this.addSql('alter table `participation` add column `seat_changes` integer not null default 0');
  }
}
