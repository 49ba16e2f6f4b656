import { type Client, isFault, type SecondFactorKind, type SecondFactorStep } from '@foyer/client';
import { ask, askSecretly } from '../ask.ts';
import { UsageError } from '../command.ts';

const MOST_TRIES = 3;

type Shown = Exclude<SecondFactorKind, 'passkey'>;
type Way = { name: string; question: string; isSecret?: true };

const WAYS: Record<Shown, Way> = {
  totp: { name: 'an authenticator app', question: 'The six digits of the app: ' },
  'mail-code': { name: 'a code by mail', question: 'The code from the mail: ' },
  'webhook-code': {
    name: 'a code that is delivered to your webhook',
    question: 'The code that was delivered: ',
  },
  password: { name: 'the password', question: 'The password: ', isSecret: true },
  'recovery-code': { name: 'a recovery code', question: 'One of the recovery codes: ' },
};

/** Shows the second factor that is owed; asks which when there are several. */
export async function showSecondFactor<Outcome>(
  client: Client,
  { ticket, factors }: SecondFactorStep,
  redeem: (shown: { ticket: string; kind: Shown; code: string }) => Promise<Outcome>,
): Promise<Outcome> {
  const kind = await chooseFactor(factors);
  const { question, isSecret } = WAYS[kind];
  if (kind === 'mail-code' || kind === 'webhook-code')
    await client.secondFactors.requestCode({ ticket, kind });
  let refusal: unknown = new UsageError('It wants a second factor.');
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const answer = await (isSecret ? askSecretly(question) : ask(question));
    if (answer === undefined || answer.trim() === '') break;
    try {
      return await redeem({ ticket, kind, code: isSecret ? answer : answer.trim() });
    } catch (error) {
      // The ticket is as good as before; the server counts the tries.
      if (!isFault(error, 'CODE_WRONG')) throw error;
      refusal = error;
      process.stderr.write(`${error.message}\n`);
    }
  }
  throw refusal;
}

async function chooseFactor(factors: readonly SecondFactorKind[]): Promise<Shown> {
  const shown = factors.filter((kind) => Object.hasOwn(WAYS, kind)) as Shown[];
  const [first, ...more] = shown;
  if (first === undefined)
    throw new UsageError(
      'This account wants a passkey, which a terminal cannot show. Use a browser, or an API key.',
    );
  if (more.length === 0) return first;
  const lines = shown.map((kind, index) => `  ${index + 1}  ${WAYS[kind].name}\n`).join('');
  const answer = await ask(`This account wants a second factor:\n${lines}Which (1 to ${shown.length})? `);
  const chosen = shown[Number(answer) - 1] ?? shown.find((kind) => kind === answer?.trim());
  if (chosen === undefined) throw new UsageError(`It wants a number from 1 to ${shown.length}.`);
  return chosen;
}
