import { Migration } from '@mikro-orm/migrations';

export class Keeping extends Migration {
  override up(): void {
    this.addSql(`create index "event_image_id_index" on "event" (("image" ->> 'id'))`);
  }
}
