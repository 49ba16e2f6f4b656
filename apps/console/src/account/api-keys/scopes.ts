import type { ApiKeyScope } from '@foyer/client';
import { runsEvents } from '../../identity/account.query.ts';
import type { KeyOwner } from './key-owner.ts';

/** What each scope lets a key do, in the words of the page. */
const scopeTexts = {
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

/** What is “yours” on the page of a person's own keys is said otherwise of a system user. */
const textsOfSystemUser = {
  ...scopeTexts,
  'notifications:read': 'itsNotificationsRead',
  'notifications:write': 'itsNotificationsWrite',
  'accounts:read': 'itsAccountsRead',
  'accounts:write': 'itsAccountsWrite',
} as const satisfies Record<ApiKeyScope, string>;

/** A key acts as its owner: one of staff sees everybody's accounts by the scope by which others see their own. */
export function scopeText(scope: ApiKeyScope, owner: KeyOwner) {
  if (owner.isSystem) return textsOfSystemUser[scope];
  return scope === 'accounts:read' && runsEvents(owner) ? 'accountsReadAsStaff' : scopeTexts[scope];
}

const ofStaffAlone: readonly ApiKeyScope[] = [
  'events:write',
  'series:read',
  'series:write',
  'announcements:read',
  'announcements:write',
];

/** A key never may more than its owner: what only staff may is offered to staff alone. */
export function scopesFor(owner: KeyOwner): ApiKeyScope[] {
  const all = Object.keys(scopeTexts) as ApiKeyScope[];
  return runsEvents(owner) ? all : all.filter((scope) => !ofStaffAlone.includes(scope));
}
