import {
  createTRPCUntypedClient,
  httpBatchLink,
  httpLink,
  type Operation,
  splitLink,
  TRPCClientError,
} from '@trpc/client';
import type { AnyRouter } from '@trpc/server';
import type { Account, Api, Locale, SessionTokens } from './api.generated.ts';
import { FoyerError, isFault } from './foyer-error.ts';
import { checkedFetch } from './links/checked-fetch.ts';
import { contextOf, type OperationContext } from './links/operation-context.ts';
import { reauthenticationLink } from './links/reauthentication-link.ts';
import { renewalLink } from './links/renewal-link.ts';
import { retryLink } from './links/retry-link.ts';
import { sessionLink } from './links/session-link.ts';
import {
  CONFIRMATIONS,
  KEYED_MUTATIONS,
  OPEN_MUTATIONS,
  QUERIES,
  SPEAKING,
  WAYS_IN,
} from './paths.generated.ts';
import { type Clock, type Fetch, platform, randomKey, systemClock } from './platform.ts';
import type { MutationOptions } from './procedure.ts';
import { type ClientSession, createClientSession } from './session/client-session.ts';
import { cookieStore } from './session/cookie-store.ts';
import { memoryStore } from './session/memory-store.ts';
import { createSessionKeeper } from './session/session-keeper.ts';
import type { SessionStore } from './session/session-store.ts';
import { createWatch, type WatchNotifications } from './watch-notifications.ts';
import { deserialize, serialize, type Wire } from './wire.ts';

/** Longer than any address that a server or proxy is known to refuse is short. */
const LONGEST_URL = 6_000;

type Kind = OperationContext['kind'];
type Procedure = { path: string; kind: Kind };

const REFRESH: Procedure = { path: 'sessions.refresh', kind: 'open' };
const SIGN_OUT: Procedure = { path: 'sessions.signOut', kind: 'open' };

type Headers = Record<string, string>;

export interface ClientOptions {
  /** Where Foyer runs: `https://foyer.example.org`. In a page that Foyer serves: `location.origin`. */
  url: string;
  /** Where the session is kept. In browsers `cookieStore()`, elsewhere `memoryStore()`. */
  session?: SessionStore | undefined;
  /**
   * An API key, `foyer_…`, instead of a session: nothing is kept, renewed or signed in. It reaches what its scopes
   * allow; anything else is refused with `SCOPE_REQUIRED`. Never in a web page, where everybody can read it.
   */
  apiKey?: string | undefined;
  /**
   * What this program shows where only registered clients may call. A web page has no secret: its origin is what is
   * registered.
   */
  client?: { id: string; secret: string } | undefined;
  /** Instead of the platform's own, for proxies, tracing or tests. */
  fetch?: Fetch | undefined;
  /** Sent with every call. */
  headers?: Headers | (() => Headers | Promise<Headers>) | undefined;
  /** Called when the server says that the session is over. Not called for `session.signOut()`. */
  onSessionEnd?: (() => void) | undefined;
  /**
   * Called when a call wants its caller to confirm that it is them (`REAUTHENTICATION_REQUIRED`): once for however
   * many calls wait for it. Ask the person, confirm by `client.reauthentications`, and answer true: the calls are
   * then sent again, with the same idempotency keys. Answer false, and they throw the refusal. Do not await a
   * call in it that would want the same.
   */
  onReauthenticationRequired?: (() => Promise<boolean>) | undefined;
  /** The language in which mails are asked for, and answers where they have one. */
  locale?: Locale | undefined;
  /** Instead of the system's time and chance, for tests. */
  clock?: Clock | undefined;
}

/** Every procedure, the session, and what comes by itself. */
export interface Client extends Omit<Api, 'notifications'> {
  readonly session: ClientSession;
  readonly notifications: Api['notifications'] & { readonly watch: WatchNotifications };
}

/**
 * A client of Foyer. It sends nothing until it is called.
 *
 * @example
 * ```ts
 * const client = createClient({ url: 'https://foyer.example.org' });
 * const { items } = await client.events.list({ when: 'upcoming' });
 * ```
 */
export function createClient(options: ClientOptions): Client {
  return createClientWith(options, {});
}

/** Paths beyond the public ones, for the client of the admin listener. */
export type MorePaths = { queries?: string; keyedMutations?: string };

export function createClientWith(options: ClientOptions, more: MorePaths): Client {
  const { clock = systemClock, locale, apiKey } = options;
  const url = options.url.replace(/\/+$/, '');
  const store = storeOf(options);
  const inCookie = store.refreshToken === 'cookie';
  const keeper = createSessionKeeper({
    store,
    clock,
    onSessionEnd: options.onSessionEnd,
    refresh: (input) => send(REFRESH, input) as Promise<SessionTokens>,
  });
  const trpc = createTRPCUntypedClient<AnyRouter>({
    links: [
      reauthenticationLink(options.onReauthenticationRequired),
      sessionLink({ keeper, ownHeaders, apiKey }),
      retryLink(clock),
      renewalLink(clock),
      ...transport(),
    ],
  });

  const client: Record<string, unknown> = {
    session: createClientSession({ store, keeper, signOut: () => call(SIGN_OUT, {}) }),
    notifications: { watch: createWatch({ url, keeper, ownHeaders, apiKey, fetch: options.fetch, clock }) },
  };
  add(`${QUERIES} ${more.queries ?? ''}`, 'query');
  add(`${KEYED_MUTATIONS} ${more.keyedMutations ?? ''}`, 'keyed');
  add(OPEN_MUTATIONS, 'open');
  return client as unknown as Client;

  function add(paths: string, kind: Kind): void {
    for (const path of paths.split(' ').filter(Boolean)) {
      const [feature, verb] = path.split('.') as [string, string];
      const ask = (input: object = {}, more?: MutationOptions) => call({ path, kind }, input, more);
      const safe = (input?: object, more?: MutationOptions) =>
        ask(input, more).then(
          (data) => ({ ok: true, data }),
          (error) => {
            if (error instanceof FoyerError) return { ok: false, error };
            throw error;
          },
        );
      client[feature] ??= {};
      Object.assign(client[feature] as object, {
        [verb]: Object.assign(ask, { safe, path, kind: kind === 'query' ? kind : 'mutation' }),
      });
    }
  }

  /** A call of somebody, and what it means for the session. */
  async function call(procedure: Procedure, input: object, more?: MutationOptions): Promise<unknown> {
    const known = {
      ...(inCookie && isOneOf(WAYS_IN, procedure) && { deliver: 'cookie' }),
      ...(locale && isOneOf(SPEAKING, procedure) && { locale }),
    };
    switch (procedure.path) {
      case REFRESH.path:
        return keeper.exclusively(async () => {
          const tokens = await send(procedure, { ...(await held()), ...input }, more);
          await keeper.adopt(tokens as SessionTokens);
          return tokens;
        });
      case SIGN_OUT.path:
        return keeper.exclusively(async () => {
          const nothing = await send(procedure, { ...(await held()), ...input }, more);
          await keeper.drop();
          return nothing;
        });
      default: {
        if (isOneOf(CONFIRMATIONS, procedure)) return confirm(procedure, input, more);
        const answer = await send(procedure, { ...known, ...input }, more);
        const { session } = answer as { session?: SessionTokens | null };
        if (session && isOneOf(WAYS_IN, procedure)) await keeper.adopt(session);
        if (/^accounts\.(me|updateProfile)$/.test(procedure.path))
          await keeper.updateAccount(answer as Account);
        return answer;
      }
    }
  }

  /**
   * Confirms the session, which exchanges its tokens: while nobody renews it, here or in another tab. If the access
   * token is refused, its session is renewed and the very same call is sent again, under the same key.
   */
  async function confirm(procedure: Procedure, input: object, more?: MutationOptions): Promise<unknown> {
    const shown: Procedure = { ...procedure, kind: 'confirming' };
    const once = { idempotencyKey: randomKey(), ...more };
    const token = await keeper.accessToken();
    let whole: object | undefined;
    const attempt = () =>
      keeper.exclusively(async () => {
        // Read when nobody renews, and the same when it is sent again.
        whole ??= { ...(await held()), ...input };
        const before = await store.get();
        try {
          const answer = (await send(shown, whole, once)) as { session: SessionTokens | null };
          if (answer.session) await keeper.adopt(answer.session);
          return answer;
        } catch (error) {
          if (isFault(error, 'SESSION_ENDED')) await keeper.lose(before);
          throw error;
        }
      });
    try {
      return await attempt();
    } catch (error) {
      if (token === null || !isFault(error, 'SIGN_IN_REQUIRED')) throw error;
      if ((await keeper.renewRefused(token)) === token) throw error;
      return attempt();
    }
  }

  async function held(): Promise<{ refreshToken?: string }> {
    const session = await store.get();
    return session?.refreshToken ? { refreshToken: session.refreshToken } : {};
  }

  async function send(
    { path, kind }: Procedure,
    input: object,
    { signal, idempotencyKey }: MutationOptions = {},
  ): Promise<unknown> {
    const context: OperationContext = {
      kind,
      ...((kind === 'keyed' || kind === 'confirming') && { idempotencyKey: idempotencyKey ?? randomKey() }),
    };
    const request = { context, signal: signal as never };
    try {
      return await (kind === 'query'
        ? trpc.query(path, input, request)
        : trpc.mutation(path, input, request));
    } catch (error) {
      // tRPC wraps what its links throw: ours, or what a store or a header of the caller threw.
      throw error instanceof TRPCClientError ? (error.cause ?? error) : error;
    }
  }

  async function ownHeaders(): Promise<Headers> {
    const { headers, client: shown } = options;
    return {
      ...(shown && { 'x-client-id': shown.id, 'x-client-secret': shown.secret }),
      ...(locale && { 'accept-language': locale }),
      ...(typeof headers === 'function' ? await headers() : headers),
    };
  }

  function transport() {
    const shared = {
      url: `${url}/trpc`,
      fetch: checkedFetch({ fetch: options.fetch, credentials: inCookie ? 'include' : undefined }),
      transformer: { serialize, deserialize: (wire: Wire) => deserialize(wire) },
    };
    const headersOf = (operation: Operation | undefined) => (operation && contextOf(operation).headers) ?? {};
    return [
      splitLink<AnyRouter>({
        condition: ({ type }) => type === 'query',
        true: httpBatchLink({
          ...shared,
          maxURLLength: LONGEST_URL,
          headers: ({ opList }: { opList: Operation[] }) => headersOf(opList.at(-1)),
        } as never),
        false: httpLink({ ...shared, headers: ({ op }: { op: Operation }) => headersOf(op) } as never),
      }),
    ];
  }
}

/** Where a key is, no session is looked for. */
function storeOf({ apiKey, session }: ClientOptions): SessionStore {
  if (apiKey) return memoryStore();
  return session ?? (platform.document ? cookieStore() : memoryStore());
}

function isOneOf(paths: string, { path }: Procedure): boolean {
  return paths.split(' ').includes(path);
}
