import { account } from './account.ts';
import { announcements } from './announcements.ts';
import { apiClients } from './api-clients.ts';
import { apiKeys } from './api-keys.ts';
import { attendees } from './attendees.ts';
import { door } from './door.ts';
import { faults } from './faults.ts';
import { identity } from './identity.ts';
import { images } from './images.ts';
import { jobs } from './jobs.ts';
import { mails } from './mails.ts';
import { notifications } from './notifications.ts';
import { passkeys } from './passkeys.ts';
import { people } from './people.ts';
import { problems } from './problems.ts';
import { programme } from './programme.ts';
import { reminders } from './reminders.ts';
import { security } from './security.ts';
import { series } from './series.ts';
import { shell } from './shell.ts';
import { staff } from './staff.ts';
import { systemUsers } from './system-users.ts';
import { tickets } from './tickets.ts';

export const en = {
  shell,
  identity,
  problems,
  programme,
  account,
  staff,
  faults,
  security,
  passkeys,
  apiKeys,
  apiClients,
  jobs,
  people,
  systemUsers,
  mails,
  notifications,
  images,
  attendees,
  door,
  tickets,
  announcements,
  reminders,
  series,
};
