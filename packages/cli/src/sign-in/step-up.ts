import type { Client } from '@foyer/client';
import { ask } from '../ask.ts';
import { UsageError } from '../command.ts';
import { showSecondFactor } from './second-factor.ts';

/** Asks who sits there, by a mailed code, for what wants a fresh sign-in. False where nobody could be asked. */
export async function confirmInTerminal(client: Client): Promise<boolean> {
  // Nobody sits before an API key.
  if ((await client.session.get()) === null) return false;
  const { ticket } = await client.reauthentications.requestCode();
  const code = await ask('This wants to know that it is you. A code is on its way by mail. The digits: ');
  if (code === undefined || code.trim() === '') throw new UsageError('It wants the code from the mail.');
  const { secondFactor } = await client.reauthentications.withCode({ ticket, code: code.trim() });
  if (secondFactor)
    await showSecondFactor(client, secondFactor, (shown) =>
      client.reauthentications.redeemSecondFactor(shown),
    );
  return true;
}
