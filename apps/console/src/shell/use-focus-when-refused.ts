import { type RefObject, useEffect, useRef } from 'react';
import { hasNoFocus } from './focus-heading.ts';

/** For a button that was refused. While it waits it is disabled, by which browsers take the focus off it. */
export function useFocusWhenRefused(fault: unknown): RefObject<HTMLButtonElement | null> {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (fault !== null && hasNoFocus()) button.current?.focus();
  }, [fault]);
  return button;
}
