import type { Account, ApiKeyScope } from '@foyer/client';
import { runsEvents } from '../../identity/account.query.ts';

/** What each scope lets a key do, in the words of the page. */
export const scopeTexts = {
  'events:read': 'eventsRead',
  'participations:read': 'participationsRead',
  'participations:write': 'participationsWrite',
  'announcements:read': 'announcementsRead',
  'announcements:write': 'announcementsWrite',
  'notifications:read': 'notificationsRead',
  'notifications:write': 'notificationsWrite',
  'accounts:read': 'accountsRead',
  'accounts:write': 'accountsWrite',
  'events:write': 'eventsWrite',
  'series:read': 'seriesRead',
  'series:write': 'seriesWrite',
} as const satisfies Record<ApiKeyScope, string>;

const ofStaffAlone: readonly ApiKeyScope[] = [
  'events:write',
  'series:read',
  'series:write',
  'announcements:read',
  'announcements:write',
];

/** A key never may more than its owner: what only staff may is offered to staff alone. */
export function scopesFor(account: Account | null | undefined): ApiKeyScope[] {
  const all = Object.keys(scopeTexts) as ApiKeyScope[];
  return runsEvents(account) ? all : all.filter((scope) => !ofStaffAlone.includes(scope));
}
