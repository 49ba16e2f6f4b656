import { MINUTE_MS } from '../../kernel/clock.ts';
import { ofNetwork } from '../../kernel/limits/of-network.ts';
import { Nothing } from '../../kernel/nothing.contract.ts';
import { mutation, query, router } from '../../kernel/procedure.ts';
import { FACTOR_TOO_NEW } from '../quarantine/quarantine.contract.ts';
import {
  PASSWORD_NEEDED,
  PASSWORD_WEAK,
  PASSWORDS_BUSY,
  PasswordChange,
  PasswordStatus,
  SetPasswordInput,
} from './passwords.contract.ts';
import { readPasswordStatus } from './read-password-status.ts';
import { removePassword } from './remove-password.ts';
import { hashOwnPassword, setPassword } from './set-password.ts';

export const passwordProcedures = router({
  status: query({
    summary: 'Says whether the account has a password, and since when.',
    demands: 'signedIn',
    rest: 'GET /passwords/mine',
    input: Nothing,
    output: PasswordStatus,
    run: readPasswordStatus,
  }),
  set: mutation({
    summary: 'Sets the password of the account, or changes it.',
    demands: 'fresh',
    rest: 'POST /passwords/mine',
    input: SetPasswordInput,
    output: PasswordChange,
    faults: [PASSWORD_WEAK, PASSWORDS_BUSY, FACTOR_TOO_NEW],
    limits: [ofNetwork(20, 10 * MINUTE_MS)],
    prepare: hashOwnPassword,
    run: setPassword,
  }),
  remove: mutation({
    summary: 'Removes the password; a mailed code stays a way in.',
    demands: 'fresh',
    rest: 'DELETE /passwords/mine',
    input: Nothing,
    output: PasswordStatus,
    faults: [PASSWORD_NEEDED, FACTOR_TOO_NEW],
    run: removePassword,
  }),
});
