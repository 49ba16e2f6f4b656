import { type Client, isFault } from '@foyer/client';
import { ask } from '../ask.ts';
import { UsageError } from '../command.ts';
import { signInCalls } from './calls.ts';
import { showSecondFactor } from './second-factor.ts';

/**
 * Does what wants a fresh sign-in: when the server asks who it is, so are they, and it is tried once more. The
 * refusal has changed nothing.
 */
export async function withStepUp<Result>(
  client: () => Promise<Client>,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!isFault(error, 'REAUTHENTICATION_REQUIRED')) throw error;
    const signedIn = await client();
    // Nobody sits before an API key who could confirm anything.
    if ((await signedIn.session.get()) === null) throw error;
    await stepUp(signedIn);
    return work();
  }
}

async function stepUp(client: Client): Promise<void> {
  const calls = signInCalls(client);
  const { ticket } = await calls.requestStepUpCode({});
  const code = await ask('This wants to know that it is you. A code is on its way by mail. The digits: ');
  if (code === undefined || code.trim() === '') throw new UsageError('It wants the code from the mail.');
  const { secondFactor } = await calls.stepUpWithCode({ ticket, code: code.trim() });
  if (secondFactor) await showSecondFactor(calls, secondFactor);
}
