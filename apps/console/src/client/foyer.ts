import { createClient } from '@foyer/client';
import { askForConfirmation } from './confirmation.ts';

/** The one client of the page. The API is where the page came from, and its cookie holds the session. */
export const foyer = createClient({
  url: window.location.origin,
  onReauthenticationRequired: askForConfirmation,
});
