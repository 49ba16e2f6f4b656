import type { CheckIn } from '@foyer/client';
import { codeOf } from '../../client/faults.ts';
import { foyer } from '../../client/foyer.ts';
import { type Conflict, doorDatabase, type KeptScan } from './door-database.ts';

/** A queue at a door does not wait longer for a network that is about to go. */
const PATIENCE_MS = 4_000;

export type Sent =
  | { outcome: 'answered'; checkIn: CheckIn }
  | { outcome: 'refused'; code: string; error: unknown }
  /** Nobody has judged it: it stays kept, and is sent again. */
  | { outcome: 'unheard'; error: unknown };

/**
 * Sends one scan, however often: its key makes it one. It stays on the device until the server has said yes or no, so
 * that no answer that got lost and no page that was closed loses it.
 */
export function sendScan(scan: KeptScan): Promise<Sent> {
  return send(scan, scan.scannedAt);
}

async function send(scan: KeptScan, scannedAt: Date | undefined): Promise<Sent> {
  try {
    const checkIn = await askToLetIn(scan, scannedAt);
    await forget(scan);
    return { outcome: 'answered', checkIn };
  } catch (error) {
    // This device's clock is wrong beyond measure: better the time of the server than nobody's check-in.
    const isTimeWrong = scannedAt !== undefined && codeOf(error) === 'SCAN_TIME_INVALID';
    return isTimeWrong ? send(scan, undefined) : settle(scan, error);
  }
}

/**
 * Only what says something of this very scan is the end of it. All else is about the network, the server or who is
 * signed in: whoever signs in again, or shows the second factor that they owe, sends it then.
 */
async function settle(scan: KeptScan, error: unknown): Promise<Sent> {
  const code = codeOf(error);
  const isFinal = /^(TICKET|CHECK_IN)_/.test(code) || code === 'BAD_INPUT';
  if (!isFinal) return { outcome: 'unheard', error };
  await forget(scan);
  return { outcome: 'refused', code, error };
}

function askToLetIn(scan: KeptScan, scannedAt: Date | undefined): Promise<CheckIn> {
  const { eventId, ticket, participationId, key } = scan;
  return foyer.participations.checkIn(
    {
      eventId,
      scannedAt,
      ...(ticket === null ? { participationId: participationId ?? undefined } : { ticket }),
    },
    // Without the time it is another question, which the first answer must not stand for.
    {
      idempotencyKey: scannedAt === undefined ? `${key}-now` : key,
      signal: AbortSignal.timeout(PATIENCE_MS),
    },
  );
}

async function forget({ key }: KeptScan): Promise<void> {
  await (await doorDatabase()).delete('scans', key);
}

/**
 * Sends what was kept, the oldest first, and notes what the server sees otherwise; stops where nobody hears, and answers
 * why.
 */
export async function sendKeptScans(eventId: string): Promise<unknown> {
  const database = await doorDatabase();
  const kept = await database.getAllFromIndex('scans', 'eventId', eventId);
  for (const scan of kept.toSorted((a, b) => a.scannedAt.getTime() - b.scannedAt.getTime())) {
    const sent = await sendScan(scan);
    if (sent.outcome === 'unheard') return sent.error;
    const conflict = conflictOf(scan, sent);
    if (conflict !== undefined) await database.put('conflicts', conflict);
  }
  return null;
}

/** Somebody was let in by it: if that was wrong, it is said. */
function conflictOf(scan: KeptScan, sent: Exclude<Sent, { outcome: 'unheard' }>): Conflict | undefined {
  const { key, eventId, scannedAt, fullName } = scan;
  const about = { key, eventId, scannedAt, fullName };
  if (sent.outcome === 'refused') return { ...about, firstAt: null, code: sent.code };
  // Long after, the server may have forgotten the key: what it knows is this very scan.
  const isOwn = sent.checkIn.checkedInAt?.getTime() === scannedAt.getTime();
  if (sent.checkIn.isFirst || isOwn) return undefined;
  return { ...about, fullName: sent.checkIn.fullName, firstAt: sent.checkIn.checkedInAt, code: null };
}
