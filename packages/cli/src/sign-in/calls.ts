import type { Client, SignInOutcome } from '@foyer/client';
import { UsageError } from '../command.ts';

/** What the ways in ask of the server beside the mailed code. */
export type SignInCalls = {
  withPassword: (input: { address: string; password: string }) => Promise<SignInOutcome>;
  requestFactorCode: (input: { ticket: string; kind: string }) => Promise<unknown>;
  redeemFactor: (input: { ticket: string; kind: string; code: string }) => Promise<SignInOutcome>;
  requestStepUpCode: (input: object) => Promise<{ ticket: string }>;
  stepUpWithCode: (input: {
    ticket: string;
    code: string;
  }) => Promise<{ secondFactor: SignInOutcome['secondFactor'] }>;
};

const PATHS: Record<keyof SignInCalls, string> = {
  withPassword: 'signIns.withPassword',
  requestFactorCode: 'secondFactors.requestCode',
  redeemFactor: 'secondFactors.redeem',
  requestStepUpCode: 'reauthentications.requestCode',
  stepUpWithCode: 'reauthentications.withCode',
};

type Asked = (input: object) => Promise<unknown>;

/** The same of a client, found by name. */
export function signInCalls(client: Client): SignInCalls {
  const features = client as unknown as Record<string, Record<string, Asked> | undefined>;
  const calls = Object.entries(PATHS).map(([name, path]) => {
    const [feature = '', verb = ''] = path.split('.');
    const known = features[feature]?.[verb];
    const missing: Asked = async () => {
      throw new UsageError(`This version of foyer cannot ask ${path}.`);
    };
    return [name, known ?? missing];
  });
  return Object.fromEntries(calls) as SignInCalls;
}
