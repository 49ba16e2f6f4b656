import { Migration } from '@mikro-orm/migrations';

/** The index here keeps no words beside the events. */
export class WordsInUse extends Migration {
  override up(): void {}
}
