import { Migration } from '@mikro-orm/migrations';

export class EventSeries extends Migration {
  override up(): void {
    this.addSql(
      `create table "event_series" ("id" uuid not null, "rule" varchar(500) not null, "starts_on" varchar(10) not null, "start_time" varchar(5) not null, "duration_minutes" int not null, "time_zone" varchar(64) not null, "excluded_dates" jsonb not null, "extra_dates" jsonb not null, "pattern" jsonb not null, "is_published" boolean not null default false, "is_endless" boolean not null, "made_until" varchar(10) not null, "created_by" uuid null, "created_at" timestamptz(3) not null, "updated_at" timestamptz(3) not null, primary key ("id"))`,
    );
    this.addSql(
      `create index "event_series_is_endless_made_until_index" on "event_series" ("is_endless", "made_until")`,
    );
    this.addSql(
      `alter table "event" add column "series_id" uuid null, add column "occurrence_date" varchar(10) null, add column "own_fields" jsonb null`,
    );
    this.addSql(
      `alter table "event" add constraint "event_series_id_foreign" foreign key ("series_id") references "event_series" ("id") on delete set null`,
    );
    this.addSql(
      `alter table "event" add constraint "event_series_id_occurrence_date_unique" unique ("series_id", "occurrence_date")`,
    );
  }
}
