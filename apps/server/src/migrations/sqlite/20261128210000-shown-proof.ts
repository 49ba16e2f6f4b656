import { Migration } from '@mikro-orm/migrations';

export class ShownProof extends Migration {
  override up(): void {
    this.addSql(`alter table "session" add column "shown_at" datetime null`);
    this.addSql(`alter table "refresh_token" add column "used_sent_at" datetime null`);
    // What is in "tokens_since" may be of a renewal that was lost. Confirmations alone are in the audit.
    this.addSql(`update "session" set "shown_at" = (
      select max("at") from "audit_entry"
      where "subject_type" = 'session' and "subject_id" = "session"."id" and "action" = 'session.reauthenticated'
    ) where "tokens_since" is not null`);
  }
}
