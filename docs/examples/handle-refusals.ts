// Every refusal is in the type of its procedure: the compiler knows which codes can come, and which were forgotten.
import type { Client } from '@foyer/client';

export async function leave(client: Client, eventId: string): Promise<string> {
  const left = await client.participations.leave.safe({ eventId });
  if (left.ok) return 'Your seat is free again.';
  switch (left.error.code) {
    case 'NOT_PARTICIPATING':
      return 'You had not joined.';
    case 'SIGN_IN_REQUIRED':
      return 'Sign in first.';
    case 'TOO_MANY_REQUESTS':
      return `Try again in ${left.error.retryAfterSeconds ?? 60} seconds.`;
    case 'NETWORK':
      return 'You seem to be offline.';
    default:
      // A newer server may answer codes that this version does not know. Its sentence is fit to be shown.
      return left.error.message;
  }
}
