import { CURSOR_INVALID } from '../../kernel/page.contract.ts';
import { mutation, query, router } from '../../kernel/procedure.ts';
import { EVENT_NOT_FOUND } from '../../programme/events/events.contract.ts';
import { ACCOUNT_NOT_FOUND } from '../accounts/accounts.contract.ts';
import { addToBlacklist } from './add-to-blacklist.ts';
import {
  AddedToBlacklist,
  AddToBlacklistInput,
  BLACKLIST_ENTRY_NOT_FOUND,
  BlacklistEntry,
  BlacklistPage,
  ListBlacklistInput,
  RemoveFromBlacklistInput,
} from './blacklists.contract.ts';
import { listBlacklist } from './list-blacklist.ts';
import { removeFromBlacklist } from './remove-from-blacklist.ts';

export const blacklistProcedures = router({
  add: mutation({
    summary: 'Keeps somebody out of one event or of all, and ends what they take part in there.',
    demands: 'staff',
    rest: 'POST /blacklist',
    input: AddToBlacklistInput,
    output: AddedToBlacklist,
    faults: [ACCOUNT_NOT_FOUND, EVENT_NOT_FOUND],
    run: addToBlacklist,
  }),
  list: query({
    summary: 'Lists who may not take part, the newest entry first.',
    demands: 'staff',
    rest: 'GET /blacklist',
    input: ListBlacklistInput,
    output: BlacklistPage,
    faults: [CURSOR_INVALID],
    run: listBlacklist,
  }),
  remove: mutation({
    summary: 'Ends an entry of the blacklist; what it ended stays ended.',
    demands: 'staff',
    rest: 'DELETE /blacklist/{entryId}',
    input: RemoveFromBlacklistInput,
    output: BlacklistEntry,
    faults: [BLACKLIST_ENTRY_NOT_FOUND],
    run: removeFromBlacklist,
  }),
});
