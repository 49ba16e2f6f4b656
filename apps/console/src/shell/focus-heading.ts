/** Where the focus goes when what had it is no longer on the page, such as the button of a row that was removed. */
export function focusHeading(): void {
  // After dialogs have given the focus back to what opened them.
  setTimeout(() => {
    if (hasNoFocus()) document.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true });
  }, 60);
}

export function hasNoFocus(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}
