import { type Channel, platform } from '../platform.ts';
import { exclusivelyAcrossTabs } from './across-tabs.ts';
import { createListeners, type SessionStore, type StoredSession } from './session-store.ts';

type Message = { session: StoredSession } | { endedSessionId: string | undefined };

/**
 * For browsers: the refresh token stays in a cookie that no script can read, the access token in memory. A reload
 * finds the session again by renewing it once. Tabs tell one another what they have renewed, begun or ended.
 */
export function cookieStore({ name = 'foyer' }: { name?: string } = {}): SessionStore {
  const { tell, subscribe } = createListeners();
  let kept: StoredSession | null = null;
  const channel: Channel | undefined = platform.BroadcastChannel && new platform.BroadcastChannel(name);
  if (channel) {
    channel.unref?.();
    channel.onmessage = ({ data }) => {
      const message = data as Message;
      if ('session' in message) keep(message.session);
      // Another tab's old session may end after this one has begun a new one: that is none of ours.
      else if (kept?.sessionId === message.endedSessionId) keep(null);
    };
  }

  function keep(session: StoredSession | null): void {
    kept = session;
    tell(session);
  }

  return {
    refreshToken: 'cookie',
    get: () => kept,
    set(session) {
      const message: Message = session ? { session } : { endedSessionId: kept?.sessionId };
      keep(session);
      channel?.postMessage(message);
    },
    subscribe,
    exclusively: exclusivelyAcrossTabs(name),
  };
}
