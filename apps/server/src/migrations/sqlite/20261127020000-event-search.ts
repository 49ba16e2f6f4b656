import { Migration } from '@mikro-orm/migrations';

const COLUMNS = `replace(new.name || ' ' || new.short_description || ' ' || coalesce(new.location_name, '')
  || ' ' || coalesce(new.location_address, '') || ' ' || new.description, 'ё', 'е'),
  replace(coalesce(new.location_name, '') || ' ' || coalesce(new.location_address, ''), 'ё', 'е')`;

/** What events are found by on the standby: parts of words, in any case. */
export class EventSearch extends Migration {
  override up(): void {
    this.addSql(
      `create virtual table event_search using fts5 (event_id unindexed, words, place, tokenize = 'trigram')`,
    );
    this.addSql(`create trigger event_search_added after insert on event begin
      insert into event_search (event_id, words, place) values (new.id, ${COLUMNS}); end`);
    this.addSql(`create trigger event_search_changed
      after update of name, short_description, description, location_name, location_address on event begin
      delete from event_search where event_id = new.id;
      insert into event_search (event_id, words, place) values (new.id, ${COLUMNS}); end`);
    this.addSql(`create trigger event_search_removed after delete on event begin
      delete from event_search where event_id = old.id; end`);
  }
}
