import { Migration } from '@mikro-orm/migrations';

/**
 * A word that no event has any more is not meant, also before it is cleaned away: those that are near enough are looked
 * for among the events.
 */
export class WordsInUse extends Migration {
  override up(): void {
    this.addSql(`create function event_search_has(word text) returns boolean language sql stable as $$
      select exists (select from event_search where vector @@ to_tsquery('simple', word))
    $$`);
    this.addSql(`create or replace function event_search_corrected(wanted text[]) returns tsquery language sql stable as $$
      select case when bool_and(meant.words is not null)
        then to_tsquery('simple', string_agg('(' || meant.words || ')', ' & ')) end
      from unnest(wanted) asked
      cross join lateral (select case when length(asked) < 3 then 0 when length(asked) < 5 then 1 else 2 end as most) steps
      cross join lateral (
        select case when exists (select from event_search_word where word = asked) and event_search_has(asked) then asked else (
          select string_agg(word, ' | ')
          from (
            select word, rank() over (order by away) as place
            from (
              select word, levenshtein_less_equal(word, asked, steps.most) as away from event_search_word
              where (word % asked or (word >= left(asked, 1) and word < left(asked, 1) || chr(1114111)))
                and length(word) between length(asked) - steps.most and length(asked) + steps.most
              offset 0
            ) near
            where away <= steps.most and event_search_has(word)
          ) ranked
          where place = 1
        ) end as words
      ) meant
    $$`);
  }
}
