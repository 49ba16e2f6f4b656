import { Migration } from '@mikro-orm/migrations';

export class JobSteering extends Migration {
  override up(): void {
    this.addSql(
      `create table "job_pause" ("what" varchar(20) not null, "name" varchar(80) not null, "paused_at" timestamptz(3) not null, "paused_by" uuid null, primary key ("what", "name"))`,
    );
    this.addSql(
      `create table "worker" ("id" uuid not null, "host" varchar(120) not null, "process_id" int not null, "version" varchar(40) not null, "started_at" timestamptz(3) not null, "beat_at" timestamptz(3) not null, primary key ("id"))`,
    );
  }
}
