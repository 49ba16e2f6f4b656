import { isKeyedHash, keyedHash, type Secrets } from '../../kernel/keys.ts';

const PURPOSE = 'calendar seat';
const MARK_LENGTH = 32;

/** What the address of somebody's own calendar file ends in. Nothing else opens with it: it is no ticket. */
export function seatToken(config: Secrets, participationId: string): string {
  return `${participationId}-${keyedHash(config, PURPOSE, participationId).slice(0, MARK_LENGTH)}`;
}

/** Whose seat this is, or undefined for what we never gave out. */
export function openSeatToken(config: Secrets, token: string): string | undefined {
  const [, participationId, mark] =
    /^([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})-([\da-f]{32})$/.exec(token) ?? [];
  if (participationId === undefined || mark === undefined) return undefined;
  const isGenuine = isKeyedHash(config, mark, {
    purpose: PURPOSE,
    text: participationId,
    length: MARK_LENGTH,
  });
  return isGenuine ? participationId : undefined;
}
