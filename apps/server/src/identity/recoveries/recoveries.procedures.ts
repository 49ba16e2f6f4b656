import { MINUTE_MS } from '../../kernel/clock.ts';
import { ofNetwork } from '../../kernel/limits/of-network.ts';
import { mutation, router } from '../../kernel/procedure.ts';
import { ACCOUNT_DISABLED } from '../../people/accounts/accounts.contract.ts';
import { addressKey } from '../../people/accounts/accounts.entity.ts';
import { CODE_WAIT, CODE_WRONG, CodeSent } from '../codes/codes.contract.ts';
import { PASSWORD_WEAK, PASSWORDS_BUSY } from '../passwords/passwords.contract.ts';
import { TICKET_INVALID } from '../sign-in-tickets/sign-in-tickets.contract.ts';
import { finishRecovery, hashRecoveredPassword } from './finish-recovery.ts';
import {
  FinishedRecovery,
  FinishRecoveryInput,
  RecoveryStep,
  RedeemRecoveryInput,
  SECOND_FACTOR_REQUIRED,
  StartRecoveryInput,
} from './recoveries.contract.ts';
import { redeemRecovery } from './redeem-recovery.ts';
import { startRecovery } from './start-recovery.ts';

export const recoveryProcedures = router({
  start: mutation({
    summary: 'Begins a recovery: sends an eight-digit code and a link to the address.',
    demands: 'open',
    rest: 'POST /recoveries',
    input: StartRecoveryInput,
    output: CodeSent,
    faults: [CODE_WAIT],
    limits: [
      { name: 'address', most: 5, windowMs: 10 * MINUTE_MS, key: (input) => addressKey(input.address) },
      ofNetwork(20, 10 * MINUTE_MS),
    ],
    run: startRecovery,
  }),
  redeem: mutation({
    summary: 'Redeems the code for a ticket, and says what second factor is still owed.',
    demands: 'open',
    rest: 'POST /recoveries/redeem',
    input: RedeemRecoveryInput,
    output: RecoveryStep,
    faults: [CODE_WRONG, CODE_WAIT, ACCOUNT_DISABLED],
    limits: [ofNetwork(60, 10 * MINUTE_MS)],
    run: redeemRecovery,
  }),
  finish: mutation({
    summary:
      'Signs in, sets a new password or removes the old one where none is given, and signs every other device out.',
    demands: 'open',
    rest: 'POST /recoveries/finish',
    input: FinishRecoveryInput,
    output: FinishedRecovery,
    faults: [TICKET_INVALID, SECOND_FACTOR_REQUIRED, ACCOUNT_DISABLED, PASSWORD_WEAK, PASSWORDS_BUSY],
    limits: [ofNetwork(60, 10 * MINUTE_MS)],
    prepare: hashRecoveredPassword,
    run: finishRecovery,
  }),
});
