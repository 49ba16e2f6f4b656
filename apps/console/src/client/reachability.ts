import { useSyncExternalStore } from 'react';

/** Whether the API answered the last time that it was asked. Fed by the query cache, read by the banner. */
let reachable = true;
const listeners = new Set<() => void>();

export function reportReachable(isReachable: boolean): void {
  if (reachable === isReachable) return;
  reachable = isReachable;
  for (const listener of listeners) listener();
}

export function useReachable(): boolean {
  return useSyncExternalStore(subscribe, () => reachable);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
