import { Migration } from '@mikro-orm/migrations';

/** No words are kept beside the events here. */
export class CommonWords extends Migration {
  override up(): void {}
}
