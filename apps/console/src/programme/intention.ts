const storageKey = 'foyer-intention';

/** Which event a visitor wanted to join when they were sent to sign in. Of this tab, and taken once. */
export function rememberIntention(eventId: string): void {
  try {
    sessionStorage.setItem(storageKey, eventId);
  } catch {
    // Without storage they press again when they are back.
  }
}

export function takeIntention(): string | null {
  try {
    const eventId = sessionStorage.getItem(storageKey);
    sessionStorage.removeItem(storageKey);
    return eventId;
  } catch {
    return null;
  }
}
