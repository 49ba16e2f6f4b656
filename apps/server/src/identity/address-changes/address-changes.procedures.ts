import type { Device } from '../../kernel/actor.ts';
import { MINUTE_MS } from '../../kernel/clock.ts';
import { networkKey } from '../../kernel/limits/network-key.ts';
import { mutation, router } from '../../kernel/procedure.ts';
import { ACCOUNT_DISABLED } from '../../people/accounts/accounts.contract.ts';
import { addressKey } from '../../people/accounts/accounts.entity.ts';
import { CODE_WAIT, CODE_WRONG, CodeSent } from '../codes/codes.contract.ts';
import { ADDRESS_GUARDED, FACTOR_TOO_NEW } from '../quarantine/quarantine.contract.ts';
import {
  ADDRESS_TAKEN,
  ADDRESS_UNCHANGED,
  ChangedAddress,
  ConfirmAddressChangeInput,
  PASSKEY_REQUIRED,
  StartAddressChangeInput,
  UNDO_LINK_INVALID,
  UndoAddressChangeInput,
} from './address-changes.contract.ts';
import { confirmAddressChange } from './confirm-address-change.ts';
import { startAddressChange } from './start-address-change.ts';
import { undoAddressChange } from './undo-address-change.ts';

const ofNetwork = (most: number) => ({
  name: 'network',
  most,
  windowMs: 10 * MINUTE_MS,
  key: (_input: unknown, device: Device) => networkKey(device.ipAddress),
});

export const addressChangeProcedures = router({
  start: mutation({
    summary: 'Begins a change of the address: sends a code and a link to the new one.',
    demands: 'fresh',
    rest: 'POST /address-changes',
    input: StartAddressChangeInput,
    output: CodeSent,
    faults: [PASSKEY_REQUIRED, FACTOR_TOO_NEW, ADDRESS_GUARDED, ADDRESS_UNCHANGED, CODE_WAIT],
    limits: [
      { name: 'address', most: 5, windowMs: 10 * MINUTE_MS, key: (input) => addressKey(input.address) },
      ofNetwork(20),
    ],
    run: startAddressChange,
  }),
  confirm: mutation({
    summary: 'Redeems the code: the account has the new address from then on.',
    demands: 'open',
    rest: 'POST /address-changes/confirm',
    input: ConfirmAddressChangeInput,
    output: ChangedAddress,
    faults: [CODE_WRONG, CODE_WAIT, ADDRESS_TAKEN, ACCOUNT_DISABLED],
    limits: [ofNetwork(60)],
    run: confirmAddressChange,
  }),
  undo: mutation({
    summary: 'Puts the old address back by the link that was mailed to it, and signs every device out.',
    demands: 'open',
    rest: 'POST /address-changes/undo',
    input: UndoAddressChangeInput,
    output: ChangedAddress,
    faults: [UNDO_LINK_INVALID, ADDRESS_TAKEN],
    limits: [ofNetwork(60)],
    run: undoAddressChange,
  }),
});
