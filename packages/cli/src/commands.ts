import type { Command } from './command.ts';
import { call } from './commands/call.ts';
import { createSuperuser } from './commands/create-superuser.ts';
import { getEvent, joinEvent, leaveEvent, listEvents } from './commands/events.ts';
import { signIn, signOut, whoAmI } from './commands/session.ts';
import { showWebhookSecret } from './commands/show-webhook-secret.ts';

/** Every command, in the order in which help shows them. */
export const commands: readonly Command[] = [
  signIn,
  signOut,
  whoAmI,
  listEvents,
  getEvent,
  joinEvent,
  leaveEvent,
  call,
  createSuperuser,
  showWebhookSecret,
];
