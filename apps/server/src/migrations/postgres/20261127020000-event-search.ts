import { Migration } from '@mikro-orm/migrations';

/**
 * What events are found by, beside them and kept by the database itself, so that whoever writes an event need not think
 * of it. `russian` stems English words too; `simple` keeps words as they are, for what is typed half.
 */
export class EventSearch extends Migration {
  override up(): void {
    this.addSql('create extension if not exists pg_trgm');
    this.addSql(`create table event_search (
      event_id uuid primary key references event (id) on delete cascade,
      vector tsvector not null, words text not null, place text not null)`);
    this.addSql(`create function event_search_text(variadic parts text[]) returns text language sql immutable parallel safe
      as $$ select replace(lower(array_to_string(parts, ' ')), 'ё', 'е') $$`);
    this.addSql(`create function event_search_vector(words text, weight "char") returns tsvector
      language sql immutable parallel safe as $$
        select setweight(to_tsvector('russian', words) || to_tsvector('german', words) || to_tsvector('simple', words), weight)
      $$`);
    this.addSql(`create function keep_event_search() returns trigger language plpgsql as $$
      begin
        insert into event_search (event_id, vector, words, place) values (
          new.id,
          event_search_vector(event_search_text(new.name), 'A')
            || event_search_vector(event_search_text(new.short_description, new.location_name, new.location_address), 'B')
            || event_search_vector(event_search_text(new.description), 'C'),
          event_search_text(new.name, new.short_description, new.location_name),
          event_search_text(new.location_name, new.location_address)
        ) on conflict (event_id) do update
          set vector = excluded.vector, words = excluded.words, place = excluded.place;
        return null;
      end $$`);
    this.addSql(`create trigger event_search_kept
      after insert or update of name, short_description, description, location_name, location_address on event
      for each row execute function keep_event_search()`);
    this.addSql(`update event set name = name`);
    this.addSql('create index event_search_vector_index on event_search using gin (vector)');
    this.addSql('create index event_search_words_index on event_search using gin (words gin_trgm_ops)');
    this.addSql('create index event_search_place_index on event_search using gin (place gin_trgm_ops)');
    // The threshold goes with the function: set for the connection, a pooler would lose it. The first word is looked
    // up in the index, the others are compared in what that finds.
    this.addSql(`create function event_search_resembling(wanted text[]) returns table (event_id uuid, score real)
      language sql stable set pg_trgm.word_similarity_threshold = '0.45' as $$
        select found.event_id, (select min(word_similarity(word, found.words)) from unnest(wanted) word)
        from event_search found
        where wanted[1] <% found.words
          and not exists (select from unnest(wanted) word where not word <% found.words)
      $$`);
  }
}
