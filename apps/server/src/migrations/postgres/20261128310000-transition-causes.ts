import { Migration } from '@mikro-orm/migrations';

/** By what the service moved people was kept in English words, where staff's own words stand: which, and after what. */
const WORDS = [
  ['approved', 'staff agreed', "from_state = 'requested'"],
  ['blacklisted', 'the person was blacklisted', "to_state = 'rejected'"],
  ['invited-by-address', 'invited by address', 'from_state is null'],
  ['offer-accepted', 'the offer was accepted', "from_state = 'offered'"],
  ['offer-ran-out', 'the offer ran out', "from_state = 'offered'"],
  ['seat-became-free', 'a seat became free', "from_state = 'waitlisted'"],
] as const;

/** What moved somebody has a code of its own; what staff has written stays as it is. */
export class TransitionCauses extends Migration {
  override up(): void {
    this.addSql(`alter table "participation_transition" add column "cause" text null`);
    this.addSql(
      `alter table "participation_transition" add constraint "participation_transition_cause_check" check ("cause" in ('approved', 'blacklisted', 'invited-by-address', 'offer-accepted', 'offer-ran-out', 'seat-became-free'))`,
    );
    for (const [cause, words, moved] of WORDS)
      this.addSql(
        `update "participation_transition" set "cause" = '${cause}', "reason" = null where "reason" = '${words}' and ${moved}`,
      );
  }
}
