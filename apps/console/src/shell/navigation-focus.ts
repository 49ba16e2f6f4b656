import { type RefObject, useEffect } from 'react';

/** Whether a page was reached from another one, not loaded: only then its heading takes the focus. */
let hasMoved = false;

export function noteNavigation(): void {
  hasMoved = true;
}

/** Puts the focus on a page's heading once after navigation, so that a screen reader says where one is. */
export function useFocusAfterNavigation(heading: RefObject<HTMLHeadingElement | null>): void {
  useEffect(() => {
    if (!hasMoved) return;
    hasMoved = false;
    heading.current?.focus({ preventScroll: true });
  }, [heading]);
}
