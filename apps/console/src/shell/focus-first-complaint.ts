/** Leads to the first field of a form that is marked. */
export function focusFirstComplaint(form: HTMLFormElement | null): void {
  // After the complaints are drawn: only then a field is marked.
  requestAnimationFrame(() => form?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
}
