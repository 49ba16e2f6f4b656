import { Migration } from '@mikro-orm/migrations';

/**
 * A word that thousands of events have stands in one of the first few, too: the index would gather all of them before it
 * says that there is one, which took a hundred times as long as the rest of a search with a typing error.
 */
export class CommonWords extends Migration {
  override up(): void {
    this.addSql(`create or replace function event_search_has(word text) returns boolean language sql stable as $$
      select exists (select from (select vector from event_search limit 100) few where vector @@ to_tsquery('simple', word))
        or exists (select from event_search where vector @@ to_tsquery('simple', word))
    $$`);
  }
}
