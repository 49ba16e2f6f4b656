import { Migration } from '@mikro-orm/migrations';

export class JobSteering extends Migration {
  override up(): void {
    this.addSql(
      `create table "job_pause" ("what" text not null, "name" text not null, "paused_at" datetime not null, "paused_by" text null, primary key ("what", "name"))`,
    );
    this.addSql(
      `create table "worker" ("id" text not null primary key, "host" text not null, "process_id" integer not null, "version" text not null, "started_at" datetime not null, "beat_at" datetime not null)`,
    );
  }
}
