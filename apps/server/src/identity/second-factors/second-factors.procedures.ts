import { MINUTE_MS } from '../../kernel/clock.ts';
import { NOT_ALLOWED } from '../../kernel/fault.contract.ts';
import { networkKey } from '../../kernel/limits/network-key.ts';
import { Nothing } from '../../kernel/nothing.contract.ts';
import { mutation, query, router } from '../../kernel/procedure.ts';
import { ACCOUNT_DISABLED } from '../../people/accounts/accounts.contract.ts';
import { CODE_WAIT, CODE_WRONG } from '../codes/codes.contract.ts';
import { FACTOR_TOO_NEW } from '../quarantine/quarantine.contract.ts';
import { SignInOutcome, TICKET_INVALID } from '../sign-in-tickets/sign-in-tickets.contract.ts';
import { WEBHOOK_REFUSED } from '../webhooks/webhooks.contract.ts';
import { addMailCode, addPasskey } from './add-known-factor.ts';
import { confirmTotp, startTotp } from './add-totp.ts';
import { compareShownPassword } from './compare-password.ts';
import { listSecondFactors } from './list-second-factors.ts';
import { makeRecoveryCodes } from './make-recovery-codes.ts';
import { redeemForRecovery, redeemSecondFactor } from './redeem-second-factor.ts';
import { removeSecondFactor } from './remove-second-factor.ts';
import { requestSecondFactorCode } from './request-second-factor-code.ts';
import {
  ConfirmFactorInput,
  FACTOR_NOT_OWED,
  FactorAdded,
  FactorCodeSent,
  FIRST_FACTOR_MISSING,
  RecoveryAllowed,
  RecoveryCodes,
  RedeemFactorInput,
  RemoveFactorInput,
  RequestFactorCodeInput,
  SECOND_FACTOR_EXISTS,
  SECOND_FACTOR_NOT_FOUND,
  SECOND_FACTOR_OFF,
  SecondFactorList,
  SetWebhookInput,
  ShowFactorInput,
  TotpStart,
  WebhookStart,
} from './second-factors.contract.ts';
import { checkWebhook, confirmWebhook, setWebhook } from './set-webhook.ts';

const perNetwork = (most: number) => ({
  name: 'network',
  most,
  windowMs: 10 * MINUTE_MS,
  key: (_input: unknown, device: { ipAddress: string }) => networkKey(device.ipAddress),
});

const shown = {
  demands: 'open',
  faults: [CODE_WRONG, CODE_WAIT, FACTOR_NOT_OWED, TICKET_INVALID, ACCOUNT_DISABLED],
  limits: [perNetwork(60)],
  prepare: compareShownPassword,
} as const;

export const secondFactorProcedures = router({
  list: query({
    summary: 'Lists the second factors of the account, and how many recovery codes are left.',
    demands: 'signedIn',
    rest: 'GET /second-factors',
    input: Nothing,
    output: SecondFactorList,
    run: listSecondFactors,
  }),
  startTotp: mutation({
    summary: 'Begins an authenticator app: gives the secret that it takes. It counts once it is confirmed.',
    demands: 'fresh',
    rest: 'POST /second-factors/totp',
    input: Nothing,
    output: TotpStart,
    faults: [SECOND_FACTOR_EXISTS, FACTOR_TOO_NEW],
    run: startTotp,
  }),
  confirmTotp: mutation({
    summary: 'Confirms the authenticator app by its first code; signing in asks for one from then on.',
    demands: 'fresh',
    rest: 'POST /second-factors/totp/confirm',
    input: ConfirmFactorInput,
    output: FactorAdded,
    faults: [CODE_WRONG, CODE_WAIT, FACTOR_TOO_NEW],
    run: confirmTotp,
  }),
  addMailCode: mutation({
    summary: 'Makes signing in with the password ask for a mailed code as well, and the other way round.',
    demands: 'fresh',
    rest: 'POST /second-factors/mail-code',
    input: Nothing,
    output: FactorAdded,
    faults: [SECOND_FACTOR_EXISTS, FIRST_FACTOR_MISSING, FACTOR_TOO_NEW],
    run: addMailCode,
  }),
  addPasskey: mutation({
    summary: 'Makes signing in otherwise than by passkey ask for a passkey of the account as well.',
    demands: 'fresh',
    rest: 'POST /second-factors/passkey',
    input: Nothing,
    output: FactorAdded,
    faults: [SECOND_FACTOR_EXISTS, FIRST_FACTOR_MISSING, FACTOR_TOO_NEW],
    run: addPasskey,
  }),
  setWebhook: mutation({
    summary: 'Begins codes by webhook, for staff: sends one there. It counts once that code is confirmed.',
    demands: 'fresh',
    rest: 'POST /second-factors/webhook',
    input: SetWebhookInput,
    output: WebhookStart,
    faults: [NOT_ALLOWED, SECOND_FACTOR_EXISTS, WEBHOOK_REFUSED, CODE_WAIT, FACTOR_TOO_NEW],
    limits: [{ ...perNetwork(20), name: 'webhook' }],
    prepare: checkWebhook,
    run: setWebhook,
  }),
  confirmWebhook: mutation({
    summary: 'Confirms the webhook by the code that was sent there; signing in asks for one from then on.',
    demands: 'fresh',
    rest: 'POST /second-factors/webhook/confirm',
    input: ConfirmFactorInput,
    output: FactorAdded,
    faults: [NOT_ALLOWED, CODE_WRONG, CODE_WAIT, FACTOR_TOO_NEW],
    run: confirmWebhook,
  }),
  remove: mutation({
    summary: 'Removes a second factor. With the last one the recovery codes end too.',
    demands: 'fresh',
    rest: 'POST /second-factors/remove',
    input: RemoveFactorInput,
    output: Nothing,
    faults: [SECOND_FACTOR_NOT_FOUND, FIRST_FACTOR_MISSING, FACTOR_TOO_NEW],
    run: removeSecondFactor,
  }),
  makeRecoveryCodes: mutation({
    summary: 'Makes ten recovery codes, shown this once, in place of all earlier ones.',
    demands: 'fresh',
    rest: 'POST /second-factors/recovery-codes',
    input: Nothing,
    output: RecoveryCodes,
    faults: [SECOND_FACTOR_OFF, FACTOR_TOO_NEW],
    run: makeRecoveryCodes,
  }),
  requestCode: mutation({
    summary: 'Sends a code for the second step, by mail or to the webhook, whichever the ticket owes.',
    demands: 'open',
    rest: 'POST /second-factors/request-code',
    input: RequestFactorCodeInput,
    output: FactorCodeSent,
    faults: [FACTOR_NOT_OWED, TICKET_INVALID, ACCOUNT_DISABLED, CODE_WAIT],
    limits: [{ ...perNetwork(5), name: 'ticket', key: (input) => input.ticket }, perNetwork(20)],
    run: requestSecondFactorCode,
  }),
  redeem: mutation({
    ...shown,
    summary: 'Shows the second factor of a sign-in, and signs in.',
    rest: 'POST /second-factors/redeem',
    input: RedeemFactorInput,
    output: SignInOutcome,
    run: redeemSecondFactor,
  }),
  redeemForRecovery: mutation({
    ...shown,
    summary: 'Shows the second factor of a recovery, which may then go on.',
    rest: 'POST /second-factors/redeem-for-recovery',
    input: ShowFactorInput,
    output: RecoveryAllowed,
    run: redeemForRecovery,
  }),
});
