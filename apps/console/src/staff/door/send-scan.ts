import type { CheckIn } from '@foyer/client';
import { codeOf, isUnreachable } from '../../client/faults.ts';
import { foyer } from '../../client/foyer.ts';
import { type Conflict, doorDatabase, type KeptScan } from './door-database.ts';

/** A queue at a door does not wait longer for a network that is about to go. */
const PATIENCE_MS = 4_000;

export type Sent =
  | { outcome: 'answered'; checkIn: CheckIn }
  | { outcome: 'refused'; code: string; error: unknown }
  /** Nobody has heard of it: it stays kept, and is sent again. */
  | { outcome: 'unheard' };

/**
 * Sends one scan, however often: its key makes it one. It stays on the device until the server has said yes or no, so
 * that no answer that got lost and no page that was closed loses it.
 */
export async function sendScan(scan: KeptScan): Promise<Sent> {
  try {
    const checkIn = await askToLetIn(scan, scan.scannedAt);
    await forget(scan);
    return { outcome: 'answered', checkIn };
  } catch (error) {
    const code = codeOf(error);
    if (isUnheard(error)) return { outcome: 'unheard' };
    // This device's clock is wrong beyond measure: better the time of the server than nobody's check-in.
    if (code === 'SCAN_TIME_INVALID') return sendWithoutTime(scan);
    await forget(scan);
    return { outcome: 'refused', code, error };
  }
}

async function sendWithoutTime(scan: KeptScan): Promise<Sent> {
  try {
    const checkIn = await askToLetIn({ ...scan, key: `${scan.key}-now` }, undefined);
    await forget(scan);
    return { outcome: 'answered', checkIn };
  } catch (error) {
    if (isUnheard(error)) return { outcome: 'unheard' };
    await forget(scan);
    return { outcome: 'refused', code: codeOf(error), error };
  }
}

function askToLetIn(scan: KeptScan, scannedAt: Date | undefined): Promise<CheckIn> {
  const { eventId, ticket, participationId, key } = scan;
  return foyer.participations.checkIn(
    {
      eventId,
      scannedAt,
      ...(ticket === null ? { participationId: participationId ?? undefined } : { ticket }),
    },
    { idempotencyKey: key, signal: AbortSignal.timeout(PATIENCE_MS) },
  );
}

/** Whoever is signed out meanwhile signs in again, and sends it then. */
function isUnheard(error: unknown): boolean {
  const later = ['ABORTED', 'TOO_MANY_REQUESTS', 'INTERNAL', 'SIGN_IN_REQUIRED', 'SESSION_ENDED'];
  return isUnreachable(error) || later.includes(codeOf(error));
}

async function forget({ key }: KeptScan): Promise<void> {
  await (await doorDatabase()).delete('scans', key);
}

/** Sends what was kept, the oldest first, and notes what the server sees otherwise; stops where nobody hears. */
export async function sendKeptScans(eventId: string): Promise<void> {
  const database = await doorDatabase();
  const kept = await database.getAllFromIndex('scans', 'eventId', eventId);
  for (const scan of kept.toSorted((a, b) => a.scannedAt.getTime() - b.scannedAt.getTime())) {
    const sent = await sendScan(scan);
    if (sent.outcome === 'unheard') return;
    const conflict = conflictOf(scan, sent);
    if (conflict !== undefined) await database.put('conflicts', conflict);
  }
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
