import type { AccountActor } from '../kernel/actor.ts';
import { newId } from '../kernel/ids.ts';

type Own = Partial<Omit<AccountActor, 'kind' | 'profile'>> & { profile?: Partial<AccountActor['profile']> };

/** A verified member who has shown a credential right now, in a session; what a test cares about it says itself. */
export function accountActor(now: Date, { profile, ...own }: Own = {}): AccountActor {
  const accountId = own.accountId ?? newId();
  return {
    kind: 'account',
    accountId,
    sessionId: newId(),
    scopes: null,
    role: 'member',
    isVerified: true,
    authenticatedAt: now,
    profile: {
      address: `${accountId}@example.org`,
      fullName: 'Person',
      isSystem: false,
      locale: 'en',
      organisation: null,
      about: null,
      timeZone: null,
      createdAt: now,
      ...profile,
    },
    device: { ipAddress: '127.0.0.1', userAgent: 'test' },
    ...own,
  };
}
