import { Migration } from '@mikro-orm/migrations';

/**
 * What events are found by, beside them and kept by the database itself, so that whoever writes an event need not think
 * of it. `russian` stems English words too; `simple` keeps words as they are, for what is typed half. The words that
 * there are stand in a table of their own: what is typed wrong is one of those.
 */
export class EventSearch extends Migration {
  override up(): void {
    this.addSql('create extension if not exists pg_trgm');
    this.addSql('create extension if not exists fuzzystrmatch');
    this.addSql(`create table event_search (
      event_id uuid primary key references event (id) on delete cascade,
      vector tsvector not null, place text not null)`);
    this.addSql('create table event_search_word (word text collate "C" primary key)');
    this.addSql(`create function event_search_text(variadic parts text[]) returns text
      language sql immutable parallel safe
      as $$ select replace(lower(array_to_string(parts, ' ')), 'ё', 'е') $$`);
    this.addSql(`create function event_search_vector(words text, weight "char") returns tsvector
      language sql immutable parallel safe as $$
        select setweight(to_tsvector('russian', words) || to_tsvector('german', words) || to_tsvector('simple', words), weight)
      $$`);
    // Words are written in their order, so that no two who write the same ones wait for each other.
    this.addSql(`create function event_search_keep() returns trigger language plpgsql as $$
      declare
        name_text text := event_search_text(new.name);
        short_text text := event_search_text(new.short_description, new.location_name, new.location_address);
        long_text text := event_search_text(new.description);
      begin
        insert into event_search (event_id, vector, place) values (
          new.id,
          event_search_vector(name_text, 'A') || event_search_vector(short_text, 'B') || event_search_vector(long_text, 'C'),
          event_search_text(new.location_name, new.location_address)
        ) on conflict (event_id) do update set vector = excluded.vector, place = excluded.place;
        insert into event_search_word
          select word
          from unnest(tsvector_to_array(to_tsvector('simple', name_text || ' ' || short_text || ' ' || long_text))) word
          where word ~ '^[[:alnum:]]{3,40}$' order by word collate "C"
          on conflict do nothing;
        return null;
      end $$`);
    this.addSql(`create trigger event_search_kept
      after insert or update of name, short_description, description, location_name, location_address on event
      for each row execute function event_search_keep()`);
    this.addSql('update event set name = name');
    this.addSql('create index event_search_vector_index on event_search using gin (vector)');
    this.addSql('create index event_search_place_index on event_search using gin (place gin_trgm_ops)');
    this.addSql('create index event_search_word_index on event_search_word using gin (word gin_trgm_ops)');
    // A word that there is is meant; of any other those that are spelt most nearly like it, two letters exchanged being
    // two steps. Null when a word has none.
    this.addSql(`create function event_search_corrected(wanted text[]) returns tsquery language sql stable as $$
      select case when bool_and(meant.words is not null)
        then to_tsquery('simple', string_agg('(' || meant.words || ')', ' & ')) end
      from unnest(wanted) asked
      cross join lateral (select case when length(asked) < 3 then 0 when length(asked) < 5 then 1 else 2 end as most) steps
      cross join lateral (
        select case when exists (select from event_search_word where word = asked) then asked else (
          select string_agg(word, ' | ')
          from (
            select word, rank() over (order by away) as place
            from (
              select word, levenshtein_less_equal(word, asked, steps.most) as away from event_search_word
              where (word % asked or (word >= left(asked, 1) and word < left(asked, 1) || chr(1114111)))
                and length(word) between length(asked) - steps.most and length(asked) + steps.most
            ) near
            where away <= steps.most
          ) ranked
          where place = 1
        ) end as words
      ) meant
    $$`);
  }
}
