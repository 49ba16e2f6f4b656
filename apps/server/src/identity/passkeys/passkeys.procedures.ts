import { MINUTE_MS } from '../../kernel/clock.ts';
import { networkKey } from '../../kernel/limits/network-key.ts';
import { Nothing } from '../../kernel/nothing.contract.ts';
import { mutation, query, router } from '../../kernel/procedure.ts';
import { ACCOUNT_DISABLED } from '../../people/accounts/accounts.contract.ts';
import { FACTOR_TOO_NEW } from '../quarantine/quarantine.contract.ts';
import { RecoveryAllowed } from '../second-factors/second-factors.contract.ts';
import { SignInOutcome, TICKET_INVALID } from '../sign-in-tickets/sign-in-tickets.contract.ts';
import { listPasskeys } from './list-passkeys.ts';
import {
  CEREMONY_OVER,
  PASSKEY_LIMIT,
  PASSKEY_NEEDED,
  PASSKEY_NOT_FOUND,
  PASSKEY_NOT_OFFERED,
  PASSKEY_REFUSED,
  PASSKEY_UNKNOWN,
  Passkey,
  PasskeyCeremonyStarted,
  PasskeyList,
  PasskeyRegistrationStarted,
  RedeemPasskeySecondFactorInput,
  RegisterPasskeyInput,
  RemovePasskeyInput,
  RenamePasskeyInput,
  ShowPasskeyForRecoveryInput,
  StartPasskeySecondFactorInput,
} from './passkeys.contract.ts';
import { redeemPasskeyForRecovery, redeemPasskeySecondFactor } from './redeem-passkey-second-factor.ts';
import { registerPasskey } from './register-passkey.ts';
import { removePasskey } from './remove-passkey.ts';
import { renamePasskey } from './rename-passkey.ts';
import { startPasskeyRegistration } from './start-passkey-registration.ts';
import { startPasskeySecondFactor } from './start-passkey-second-factor.ts';

const ofNetwork = {
  name: 'network',
  most: 60,
  windowMs: 10 * MINUTE_MS,
  key: (_input: unknown, device: { ipAddress: string }) => networkKey(device.ipAddress),
};

export const passkeyProcedures = router({
  list: query({
    summary: 'Lists the passkeys of the account.',
    demands: 'signedIn',
    rest: 'GET /passkeys',
    input: Nothing,
    output: PasskeyList,
    run: listPasskeys,
  }),
  startRegistration: mutation({
    summary: 'Begins a passkey: answers what the browser makes it with.',
    demands: 'fresh',
    rest: 'POST /passkeys/registrations',
    input: Nothing,
    output: PasskeyRegistrationStarted,
    faults: [PASSKEY_LIMIT, FACTOR_TOO_NEW],
    limits: [ofNetwork],
    run: startPasskeyRegistration,
  }),
  register: mutation({
    summary: 'Adds the passkey that the browser has made.',
    demands: 'fresh',
    rest: 'POST /passkeys',
    input: RegisterPasskeyInput,
    output: Passkey,
    faults: [CEREMONY_OVER, PASSKEY_REFUSED, PASSKEY_LIMIT, FACTOR_TOO_NEW],
    limits: [ofNetwork],
    run: registerPasskey,
  }),
  rename: mutation({
    summary: 'Gives a passkey another name.',
    demands: 'signedIn',
    rest: 'PATCH /passkeys/{passkeyId}',
    input: RenamePasskeyInput,
    output: Passkey,
    faults: [PASSKEY_NOT_FOUND],
    run: renamePasskey,
  }),
  remove: mutation({
    summary: 'Removes a passkey: it signs nobody in any more.',
    demands: 'fresh',
    rest: 'DELETE /passkeys/{passkeyId}',
    input: RemovePasskeyInput,
    output: Nothing,
    faults: [PASSKEY_NOT_FOUND, PASSKEY_NEEDED, FACTOR_TOO_NEW],
    run: removePasskey,
  }),
  startSecondFactor: mutation({
    summary: 'Begins to show a passkey as the second factor that a sign-in owes.',
    demands: 'open',
    rest: 'POST /sign-ins/second-factor/passkey',
    input: StartPasskeySecondFactorInput,
    output: PasskeyCeremonyStarted,
    faults: [TICKET_INVALID, ACCOUNT_DISABLED, PASSKEY_NOT_OFFERED],
    limits: [ofNetwork],
    run: startPasskeySecondFactor,
  }),
  redeemSecondFactor: mutation({
    summary: 'Shows the passkey as the second factor and signs in.',
    demands: 'open',
    rest: 'POST /sign-ins/second-factor/passkey/redeem',
    input: RedeemPasskeySecondFactorInput,
    output: SignInOutcome,
    faults: [
      TICKET_INVALID,
      ACCOUNT_DISABLED,
      PASSKEY_NOT_OFFERED,
      CEREMONY_OVER,
      PASSKEY_REFUSED,
      PASSKEY_UNKNOWN,
    ],
    limits: [ofNetwork],
    run: redeemPasskeySecondFactor,
  }),
  redeemForRecovery: mutation({
    summary: 'Shows the passkey as the second factor of a recovery.',
    demands: 'open',
    rest: 'POST /recoveries/second-factor/passkey',
    input: ShowPasskeyForRecoveryInput,
    output: RecoveryAllowed,
    faults: [
      TICKET_INVALID,
      ACCOUNT_DISABLED,
      PASSKEY_NOT_OFFERED,
      CEREMONY_OVER,
      PASSKEY_REFUSED,
      PASSKEY_UNKNOWN,
    ],
    limits: [ofNetwork],
    run: redeemPasskeyForRecovery,
  }),
});
