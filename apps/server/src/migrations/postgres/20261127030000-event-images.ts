import { Migration } from '@mikro-orm/migrations';

/** What stood here were the posters of the demo programme alone: nothing else could be uploaded. */
export class EventImages extends Migration {
  override up(): void {
    this.addSql('alter table "event" add "image" jsonb null, drop column "image_key"');
  }
}
