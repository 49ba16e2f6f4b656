import { useSyncExternalStore } from 'react';

/** One question to the person at the page, whether it is really them; a dialog answers it. */
let answer: ((isConfirmed: boolean) => void) | undefined;
const listeners = new Set<() => void>();

/** Called by the client for calls that want a fresh sign-in, once for however many wait. */
export function askForConfirmation(): Promise<boolean> {
  answerConfirmation(false);
  return new Promise((resolve) => {
    answer = resolve;
    tell();
  });
}

/** With true the refused calls are sent again; with false they are refused. */
export function answerConfirmation(isConfirmed: boolean): void {
  answer?.(isConfirmed);
  answer = undefined;
  tell();
}

export function useConfirmationWanted(): boolean {
  return useSyncExternalStore(subscribe, isConfirmationWanted);
}

export function isConfirmationWanted(): boolean {
  return answer !== undefined;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function tell(): void {
  for (const listener of listeners) listener();
}
