import { Migration } from '@mikro-orm/migrations';

export class ReminderRules extends Migration {
  override up(): void {
    this.addSql(`alter table "event" add column "reminders" json not null default '[]'`);
    this.addSql(
      `update "event" set "reminders" = json_array(json_object('kind', 'before', 'minutes', "reminder_minutes_before")) where "reminder_minutes_before" is not null`,
    );
    this.addSql('alter table "event" drop column "reminder_minutes_before"');
  }
}
