import type { Command } from './command.ts';
import { call } from './commands/call.ts';
import { createClient, disableClient, listClients, rotateClient } from './commands/clients.ts';
import { createSuperuser } from './commands/create-superuser.ts';
import { getEvent, joinEvent, leaveEvent, listEvents } from './commands/events.ts';
import { exportParticipants } from './commands/export-participants.ts';
import { importAccounts } from './commands/import-accounts.ts';
import { invitePeople } from './commands/invite.ts';
import { createKey, listKeys, revokeKey } from './commands/keys.ts';
import { signIn, signOut, whoAmI } from './commands/session.ts';
import { endSession, listSessions } from './commands/sessions.ts';
import { showWebhookSecret } from './commands/show-webhook-secret.ts';

/** Every command, in the order in which help shows them. */
export const commands: readonly Command[] = [
  signIn,
  signOut,
  whoAmI,
  listSessions,
  endSession,
  listKeys,
  createKey,
  revokeKey,
  listEvents,
  getEvent,
  joinEvent,
  leaveEvent,
  invitePeople,
  exportParticipants,
  importAccounts,
  call,
  createSuperuser,
  listClients,
  createClient,
  rotateClient,
  disableClient,
  showWebhookSecret,
];
