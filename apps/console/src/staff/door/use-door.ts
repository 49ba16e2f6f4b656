import type { DoorEntry } from '@foyer/client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { codeOf, isUnreachable } from '../../client/faults.ts';
import { foyer } from '../../client/foyer.ts';
import { conflictsQuery, doorListQuery, keptListQuery, keptScansQuery } from './door.queries.ts';
import { doorDatabase, type KeptScan } from './door-database.ts';
import { sendKeptScans, sendScan } from './send-scan.ts';
import { normalTicket, ticketHashOf } from './ticket-hash.ts';
import { type Verdict, verdictOfAnswer, verdictOffline, verdictOfRefusal } from './verdict.ts';

const TRY_AGAIN_MS = 5_000;

/** Everything that the door does, with network or without; what it shows is made of this. */
export function useDoor(eventId: string) {
  const queryClient = useQueryClient();
  const kept = useQuery(keptListQuery(eventId));
  const fresh = useQuery(doorListQuery(eventId));
  const scans = useQuery(keptScansQuery(eventId)).data ?? [];
  const conflicts = useQuery(conflictsQuery(eventId)).data ?? [];
  const [isOffline, setOffline] = useState(!navigator.onLine);
  const [hindrance, setHindrance] = useState<unknown>(null);
  const [verdict, setVerdict] = useState<Verdict>();
  const list = fresh.data ?? kept.data ?? null;
  const isSending = useRef(false);

  const askAgain = useCallback(
    () =>
      Promise.all(
        ['scans', 'conflicts', 'list'].map((what) =>
          queryClient.invalidateQueries({ queryKey: ['door', what] }),
        ),
      ),
    [queryClient],
  );
  const waiting = scans.length;
  const sendKept = useCallback(async () => {
    if (isSending.current) return;
    isSending.current = true;
    try {
      setHindrance(await sendKeptScans(eventId));
      await askAgain();
    } finally {
      isSending.current = false;
    }
  }, [eventId, askAgain]);

  const { error, dataUpdatedAt } = fresh;
  useEffect(() => {
    if (error !== null && isUnreachable(error)) setOffline(true);
  }, [error]);
  useEffect(() => {
    if (dataUpdatedAt > 0) setOffline(false);
  }, [dataUpdatedAt]);
  useEffect(() => {
    const lost = () => setOffline(true);
    const found = () => void sendKept();
    window.addEventListener('offline', lost);
    window.addEventListener('online', found);
    return () => {
      window.removeEventListener('offline', lost);
      window.removeEventListener('online', found);
    };
  }, [sendKept]);
  useEffect(() => {
    if (!isOffline && waiting === 0) return;
    const timer = setInterval(() => void sendKept(), TRY_AGAIN_MS);
    return () => clearInterval(timer);
  }, [isOffline, waiting, sendKept]);

  const byHash = useMemo(() => new Map(list?.entries.map((entry) => [entry.ticketHash, entry])), [list]);

  async function letIn(what: { ticket: string } | { entry: DoorEntry }): Promise<void> {
    const ticket = 'ticket' in what ? normalTicket(what.ticket) : null;
    const hash = ticket === null ? undefined : await ticketHashOf(ticket);
    const entry = 'entry' in what ? what.entry : hash === undefined ? undefined : byHash.get(hash);
    const scan: KeptScan = {
      key: crypto.randomUUID?.() ?? `${Date.now()}-${Math.random().toString(36).slice(2)}`,
      eventId,
      ticket,
      participationId: entry?.participationId ?? null,
      fullName: entry?.fullName ?? null,
      scannedAt: new Date(Date.now() - (list?.clockAheadMs ?? 0)),
    };
    const sent = isOffline ? ({ outcome: 'unheard', error: hindrance } as const) : await sendScan(scan);
    setHindrance(sent.outcome === 'unheard' ? sent.error : null);
    if (sent.outcome === 'answered') setVerdict(verdictOfAnswer(sent.checkIn));
    else if (sent.outcome === 'refused') setVerdict(verdictOfRefusal(sent.code, entry, sent.error));
    else {
      setOffline(true);
      await judgeAlone(scan, entry);
    }
    await askAgain();
  }

  /** Kept first, and said then: what somebody was let in by is on the device before they are told so. */
  async function judgeAlone(scan: KeptScan, entry: DoorEntry | undefined): Promise<void> {
    const database = await doorDatabase();
    const before = (await database.getAllFromIndex('scans', 'eventId', eventId)).find(
      (one) => entry !== undefined && one.participationId === entry.participationId,
    );
    const said = verdictOffline({ entry, keptAt: before?.scannedAt, asOf: list?.asOf ?? null });
    if (said.kind === 'kept') await database.put('scans', scan);
    setVerdict({ ...said, key: said.kind === 'kept' ? scan.key : null });
  }

  /** What was not sent yet is simply not sent; what the server knows is taken back there. */
  async function takeBack(shown: Verdict): Promise<void> {
    const database = await doorDatabase();
    if (shown.key !== null && (await database.get('scans', shown.key)) !== undefined)
      await database.delete('scans', shown.key);
    else if (shown.participationId !== null)
      await foyer.participations.undoCheckIn({ eventId, participationId: shown.participationId });
    setVerdict({ ...shown, kind: 'undone', at: null, key: null });
    await askAgain();
  }

  async function seen(key: string): Promise<void> {
    await (await doorDatabase()).delete('conflicts', key);
    await askAgain();
  }

  return {
    list,
    error: fresh.error,
    isOffline,
    hindrance: [hindrance, fresh.error].find(isAnswer) ?? null,
    scans,
    conflicts,
    verdict,
    letIn,
    takeBack,
    sendKept,
    seen,
  };
}

/** Whether the server says why it takes no scans; otherwise nothing answers, or not in time. */
function isAnswer(hindrance: unknown): boolean {
  return hindrance !== null && !isUnreachable(hindrance) && codeOf(hindrance) !== 'ABORTED';
}

export type Door = ReturnType<typeof useDoor>;
