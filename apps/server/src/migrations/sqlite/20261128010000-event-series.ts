import { Migration } from '@mikro-orm/migrations';

export class EventSeries extends Migration {
  override up(): void {
    this.addSql(
      `create table "event_series" ("id" text not null primary key, "rule" text not null, "starts_on" text not null, "start_time" text not null, "duration_minutes" integer not null, "time_zone" text not null, "excluded_dates" json not null, "extra_dates" json not null, "pattern" json not null, "is_published" integer not null default false, "is_endless" integer not null, "made_until" text not null, "created_by" text null, "created_at" datetime not null, "updated_at" datetime not null)`,
    );
    this.addSql(
      `create index "event_series_is_endless_made_until_index" on "event_series" ("is_endless", "made_until")`,
    );
    this.addSql(
      `alter table "event" add column "series_id" text null constraint "event_series_id_foreign" references "event_series" ("id") on delete set null`,
    );
    this.addSql(`alter table "event" add column "occurrence_date" text null`);
    this.addSql(`alter table "event" add column "own_fields" json null`);
    this.addSql(`create index "event_series_id_index" on "event" ("series_id")`);
    this.addSql(
      `create unique index "event_series_id_occurrence_date_unique" on "event" ("series_id", "occurrence_date")`,
    );
  }
}
