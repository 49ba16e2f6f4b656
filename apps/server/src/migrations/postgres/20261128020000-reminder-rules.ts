import { Migration } from '@mikro-orm/migrations';

/** Reminders that are posted already keep their keys: nobody is reminded again by what was one rule and is one of several. */
export class ReminderRules extends Migration {
  override up(): void {
    this.addSql(`alter table "event" add "reminders" jsonb not null default '[]'`);
    this.addSql(
      `update "event" set "reminders" = jsonb_build_array(jsonb_build_object('kind', 'before', 'minutes', "reminder_minutes_before")) where "reminder_minutes_before" is not null`,
    );
    this.addSql('alter table "event" drop column "reminder_minutes_before"');
  }
}
