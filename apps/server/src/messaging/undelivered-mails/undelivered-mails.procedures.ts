import { CURSOR_INVALID } from '../../kernel/page.contract.ts';
import { mutation, query, router } from '../../kernel/procedure.ts';
import { listUndeliveredMails } from './list-undelivered-mails.ts';
import { resolveUndeliveredMails } from './resolve-undelivered-mails.ts';
import {
  ListUndeliveredMailsInput,
  ResolvedMails,
  ResolveUndeliveredMailsInput,
  UndeliveredMailPage,
} from './undelivered-mails.contract.ts';

/** On the admin listener alone. */
export const undeliveredMailProcedures = router({
  list: query({
    summary:
      'Lists mails of which nobody knows whether they were sent, or that were refused, the newest first.',
    demands: 'superuser',
    rest: 'GET /undelivered-mails',
    input: ListUndeliveredMailsInput,
    output: UndeliveredMailPage,
    faults: [CURSOR_INVALID],
    run: listUndeliveredMails,
  }),
  resolve: mutation({
    summary: 'Says what became of mails, or sends them again: unknown ones and refused ones.',
    demands: 'freshSuperuser',
    rest: 'POST /undelivered-mails/resolve',
    input: ResolveUndeliveredMailsInput,
    output: ResolvedMails,
    run: resolveUndeliveredMails,
  }),
});
