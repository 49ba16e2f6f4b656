import { Nothing } from '../../kernel/nothing.contract.ts';
import { mutation, query, router } from '../../kernel/procedure.ts';
import { readMailPreferences, setMailPreferences } from './mail-preferences.ts';
import { MailPreferences, SetMailPreferencesInput } from './unsubscribes.contract.ts';

export const mailPreferenceProcedures = router({
  get: query({
    summary: 'Says which of the mails that one may do without are wanted.',
    demands: 'signedIn',
    rest: 'GET /mail-preferences',
    input: Nothing,
    output: MailPreferences,
    run: readMailPreferences,
  }),
  set: mutation({
    summary: 'Ends or resumes mails that one may do without.',
    demands: 'signedIn',
    rest: 'PATCH /mail-preferences',
    input: SetMailPreferencesInput,
    output: MailPreferences,
    run: setMailPreferences,
  }),
});
