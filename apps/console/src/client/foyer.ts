import { createAdminClient } from '@foyer/client/admin';
import { askForConfirmation } from './confirmation.ts';

/**
 * The one client of the page. The API is where the page came from, and its cookie holds the session. What runs the
 * machine answers where the page came from the admin listener, and nowhere else.
 */
export const foyer = createAdminClient({
  url: window.location.origin,
  onReauthenticationRequired: askForConfirmation,
});

/** Whether this page came from the admin listener: the server has written it into the page. */
export function isOnAdminListener(): boolean {
  return document.querySelector('meta[name="foyer-listener"][content="admin"]') !== null;
}
