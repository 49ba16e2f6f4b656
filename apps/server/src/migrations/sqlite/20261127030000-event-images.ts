import { Migration } from '@mikro-orm/migrations';

export class EventImages extends Migration {
  override up(): void {
    this.addSql('alter table "event" add column "image" json null');
    this.addSql('alter table "event" drop column "image_key"');
  }
}
