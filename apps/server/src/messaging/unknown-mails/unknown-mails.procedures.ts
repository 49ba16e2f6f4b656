import { CURSOR_INVALID } from '../../kernel/page.contract.ts';
import { mutation, query, router } from '../../kernel/procedure.ts';
import { listUnknownMails } from './list-unknown-mails.ts';
import { resolveUnknownMails } from './resolve-unknown-mails.ts';
import {
  ListUnknownMailsInput,
  ResolvedMails,
  ResolveUnknownMailsInput,
  UnknownMailPage,
} from './unknown-mails.contract.ts';

/** On the admin listener alone. */
export const unknownMailProcedures = router({
  list: query({
    summary: 'Lists mails of which nobody knows whether they were sent, the newest first.',
    demands: 'superuser',
    rest: 'GET /unknown-mails',
    input: ListUnknownMailsInput,
    output: UnknownMailPage,
    faults: [CURSOR_INVALID],
    run: listUnknownMails,
  }),
  resolve: mutation({
    summary: 'Says what became of unknown mails: that they were sent, or that they are to be sent again.',
    demands: 'freshSuperuser',
    rest: 'POST /unknown-mails/resolve',
    input: ResolveUnknownMailsInput,
    output: ResolvedMails,
    run: resolveUnknownMails,
  }),
});
