import type { Command } from './command.ts';
import {
  disableAccount,
  enableAccount,
  endAccountSessions,
  listAccounts,
  removeAccountFactor,
  setAccountRole,
  showAccount,
} from './commands/accounts.ts';
import { announce, cancelAnnouncement, listAnnouncements } from './commands/announcements.ts';
import { call } from './commands/call.ts';
import { createClient, disableClient, listClients, rotateClient } from './commands/clients.ts';
import { createSuperuser } from './commands/create-superuser.ts';
import { listDeadLetters, redrive } from './commands/dead-letters.ts';
import { removeEventImage, setEventImage } from './commands/event-image.ts';
import {
  archiveEvent,
  cancelEvent,
  duplicateEvent,
  publishEvent,
  unpublishEvent,
} from './commands/event-lifecycle.ts';
import { getEvent, joinEvent, leaveEvent, listEvents, searchEvents } from './commands/events.ts';
import { exportParticipants } from './commands/export-participants.ts';
import { importAccounts } from './commands/import-accounts.ts';
import { invitePeople } from './commands/invite.ts';
import {
  cancelJob,
  listJobs,
  listSchedules,
  pauseQueue,
  resumeQueue,
  retryJob,
  runSchedule,
  showJobs,
} from './commands/jobs.ts';
import { createKey, listKeys, revokeKey } from './commands/keys.ts';
import { listFailedMails, listUnknownMails, resolveMails } from './commands/mails.ts';
import { acknowledgeNotifications, listNotifications, watchNotifications } from './commands/notifications.ts';
import {
  addSeriesDate,
  cancelSeries,
  changeSeries,
  endSeries,
  listSeriesDates,
  publishSeries,
  repeatEvent,
  showSeries,
  skipSeriesDate,
} from './commands/series.ts';
import { signIn, signOut, whoAmI } from './commands/session.ts';
import { endSession, listSessions } from './commands/sessions.ts';
import { showWebhookSecret } from './commands/show-webhook-secret.ts';
import {
  createSystemUser,
  createSystemUserKey,
  listSystemUserKeys,
  revokeSystemUserKey,
} from './commands/system-users.ts';

/** Every command, in the order in which help shows them. */
export const commands: readonly Command[] = [
  signIn,
  signOut,
  whoAmI,
  listSessions,
  endSession,
  listNotifications,
  watchNotifications,
  acknowledgeNotifications,
  listKeys,
  createKey,
  revokeKey,
  listEvents,
  searchEvents,
  getEvent,
  joinEvent,
  leaveEvent,
  publishEvent,
  unpublishEvent,
  duplicateEvent,
  cancelEvent,
  archiveEvent,
  repeatEvent,
  showSeries,
  listSeriesDates,
  publishSeries,
  changeSeries,
  addSeriesDate,
  skipSeriesDate,
  cancelSeries,
  endSeries,
  setEventImage,
  removeEventImage,
  invitePeople,
  announce,
  listAnnouncements,
  cancelAnnouncement,
  exportParticipants,
  importAccounts,
  listAccounts,
  showAccount,
  disableAccount,
  enableAccount,
  endAccountSessions,
  removeAccountFactor,
  setAccountRole,
  createSystemUser,
  createSystemUserKey,
  listSystemUserKeys,
  revokeSystemUserKey,
  call,
  createSuperuser,
  listClients,
  createClient,
  rotateClient,
  disableClient,
  showWebhookSecret,
  showJobs,
  listJobs,
  retryJob,
  cancelJob,
  listDeadLetters,
  redrive,
  pauseQueue,
  resumeQueue,
  listSchedules,
  runSchedule,
  listUnknownMails,
  listFailedMails,
  resolveMails,
];
