import { Nothing } from '../../kernel/nothing.contract.ts';
import { mutation, query, router } from '../../kernel/procedure.ts';
import { CalendarFeed } from './calendar-feeds.contract.ts';
import { readCalendarFeed } from './read-calendar-feed.ts';
import { renewCalendarFeed, revokeCalendarFeed } from './renew-calendar-feed.ts';

export const calendarFeedProcedures = router({
  get: query({
    summary: 'Gives the address of one’s own calendar feed.',
    demands: 'verified',
    rest: 'GET /calendar-feed',
    input: Nothing,
    output: CalendarFeed,
    run: readCalendarFeed,
  }),
  renew: mutation({
    summary: 'Makes one’s own calendar feed, under a new address; an earlier address ends.',
    demands: 'verified',
    rest: 'POST /calendar-feed',
    input: Nothing,
    output: CalendarFeed,
    run: renewCalendarFeed,
  }),
  revoke: mutation({
    summary: 'Ends one’s own calendar feed.',
    demands: 'verified',
    rest: 'DELETE /calendar-feed',
    input: Nothing,
    output: CalendarFeed,
    run: revokeCalendarFeed,
  }),
});
