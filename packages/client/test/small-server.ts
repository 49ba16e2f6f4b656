import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { initTRPC, TRPCError } from '@trpc/server';
import { createHTTPHandler } from '@trpc/server/adapters/standalone';
import superjson from 'superjson';

/** What a test does to the next requests instead of having them answered. */
type Trouble =
  | { kind: 'cut' }
  /** Carried out, but the answer is lost. */
  | { kind: 'cutAfter' }
  /** Carried out, and never answered: the connection stalls until its caller gives up. */
  | { kind: 'stall' }
  | { kind: 'answer'; status: number; body: string; headers?: Record<string, string> };

type Seen = { method: string; path: string; paths: string[]; headers: IncomingMessage['headers'] };

const EVENT = {
  id: 'e1',
  name: 'An evening',
  startsAt: new Date(0),
  startsAtLocal: '1970-01-01T01:00',
  timeZone: 'Europe/Berlin',
  capacity: 10,
  seatsLeft: 3,
};

class Refusal extends TRPCError {
  readonly fault: { code: string; message: string; retryAfterSeconds?: number; fields?: object[] };
  constructor(
    status: TRPCError['code'],
    code: string,
    more: { retryAfterSeconds?: number; path?: string } = {},
  ) {
    super({ code: status, message: code });
    const { retryAfterSeconds, path } = more;
    this.fault = {
      code,
      message: `${path ? `${path}: ` : ''}Refused: ${code}.`,
      ...(retryAfterSeconds && { retryAfterSeconds }),
      ...(path && { fields: [{ path, message: 'This is wrong.' }] }),
    };
  }
}

type Held = { sessionId: string; usedAt?: number; successor?: string; isSeen?: boolean };

/** A real HTTP server that speaks the wire of Foyer, with sessions as the real one has them. */
export async function startSmallServer() {
  const state = {
    seen: [] as Seen[],
    troubles: [] as Trouble[],
    /** What was carried out, and is not answered. */
    stalled: [] as string[],
    /** Every connection breaks. */
    isAway: false,
    /** Procedures that refuse, the next times they are asked. */
    refusals: [] as { path: string; status: TRPCError['code']; code: string; retryAfterSeconds?: number }[],
    /** One procedure answers only when this resolves. */
    held: undefined as { path: string; until: Promise<void> } | undefined,
    clockMs: () => Date.now(),
    tokenLifetimeSeconds: 600,
    joined: new Map<string, number>(),
    /** What is owed after a password; nothing by default. */
    factors: [] as string[],
    /** What each call of an import brought. */
    imported: [] as { address: string }[][],
    endSessions() {
      sessions.clear();
    },
    forgetAccessTokens() {
      accessTokens.clear();
    },
  };
  const sessions = new Set<string>();
  const refreshTokens = new Map<string, Held>();
  const accessTokens = new Map<string, { sessionId: string; endsAt: number; of: Held }>();
  const account = {
    id: randomUUID(),
    address: 'person@example.org',
    fullName: 'A Person',
    role: 'member',
    locale: 'en',
    createdAt: new Date(0),
  };

  function tokensOf(sessionId: string, refreshToken: string) {
    const iat = Math.floor(state.clockMs() / 1000);
    const exp = iat + state.tokenLifetimeSeconds;
    const claims = Buffer.from(JSON.stringify({ iat, exp, jti: randomUUID() })).toString('base64url');
    const accessToken = `e30.${claims}.x`;
    const of = refreshTokens.get(refreshToken) as Held;
    accessTokens.set(accessToken, { sessionId, endsAt: exp * 1000, of });
    return { accessToken, accessTokenExpiresAt: new Date(exp * 1000), refreshToken, sessionId, account };
  }

  function inCookie(response: ServerResponse, tokens: ReturnType<typeof tokensOf>) {
    response.setHeader('set-cookie', `refresh=${tokens.refreshToken}`);
    return { ...tokens, refreshToken: null };
  }

  /** A sign-in that nothing more is owed for. */
  function beginSession(response: ServerResponse, deliver: unknown) {
    const [sessionId, refreshToken] = [randomUUID(), randomUUID()];
    sessions.add(sessionId);
    refreshTokens.set(refreshToken, { sessionId });
    const tokens = tokensOf(sessionId, refreshToken);
    return { session: deliver === 'cookie' ? inCookie(response, tokens) : tokens, secondFactor: null };
  }

  const t = initTRPC.context<{ request: IncomingMessage; response: ServerResponse }>().create({
    transformer: superjson,
    isDev: false,
    errorFormatter: ({ error, shape }) => ({
      ...shape,
      data: {
        ...shape.data,
        fault: {
          requestId: 'r1',
          ...(error instanceof Refusal ? error.fault : { code: 'INTERNAL', message: '' }),
        },
      },
    }),
  });
  const open = t.procedure
    .input((input) => input as Record<string, unknown>)
    .use(async ({ path, next }) => {
      if (state.held?.path === path) await state.held.until;
      const index = state.refusals.findIndex((refusal) => refusal.path === path);
      const refusal = state.refusals[index];
      if (!refusal) return next();
      state.refusals.splice(index, 1);
      throw new Refusal(refusal.status, refusal.code, refusal);
    });
  const signedIn = open.use(({ ctx, next }) => {
    const token = accessTokens.get(ctx.request.headers.authorization?.replace('Bearer ', '') ?? '');
    if (!token || token.endsAt <= state.clockMs() || !sessions.has(token.sessionId))
      throw new Refusal('UNAUTHORIZED', 'SIGN_IN_REQUIRED');
    token.of.isSeen = true;
    return next();
  });

  const router = t.router({
    accounts: {
      me: signedIn.query(() => account),
      // As staff sees it, whoever's it is: less than its owner does, and more.
      get: signedIn.query(() => ({ id: account.id, fullName: account.fullName, factors: [] })),
      updateProfile: signedIn.mutation(({ input }) => ({ ...account, ...input })),
      import: signedIn.mutation(({ input }) => {
        const accounts = input.accounts as { address: string; passwordHash?: string }[];
        const wrong = accounts.findIndex(({ passwordHash }) => passwordHash === 'plain');
        if (wrong >= 0)
          throw new Refusal('BAD_REQUEST', 'BAD_INPUT', { path: `accounts.${wrong}.passwordHash` });
        state.imported.push(accounts);
        const skipped = accounts.flatMap(({ address }, index) =>
          address === account.address ? [{ index, address }] : [],
        );
        return { imported: accounts.length - skipped.length, skipped };
      }),
    },
    events: {
      list: open.query(({ input }) => ({
        items: [{ ...EVENT, asked: input }],
        nextCursor: null,
      })),
    },
    participations: {
      leave: signedIn.mutation(() => {
        throw new Refusal('CONFLICT', 'NOT_PARTICIPATING');
      }),
      join: signedIn.mutation(({ ctx, input }) => {
        const key = String(ctx.request.headers['idempotency-key']);
        state.joined.set(key, (state.joined.get(key) ?? 0) + 1);
        return {
          id: key,
          eventId: input.eventId,
          state: 'going',
          waitlistPlace: null,
          joinedAt: new Date(0),
        };
      }),
    },
    signIns: {
      requestCode: open.mutation(({ input }) => ({
        ticket: randomUUID(),
        expiresAt: new Date(0),
        asked: input,
      })),
      redeemCode: open.mutation(({ ctx, input }) => beginSession(ctx.response, input.deliver)),
      withPassword: open.mutation(({ ctx, input }) => {
        if (input.password !== 'correct horse') throw new Refusal('UNAUTHORIZED', 'PASSWORD_WRONG');
        if (state.factors.length === 0) return beginSession(ctx.response, input.deliver);
        const secondFactor = { ticket: 'second', expiresAt: new Date(0), factors: state.factors };
        return { session: null, secondFactor };
      }),
    },
    secondFactors: {
      requestCode: open.mutation(() => ({})),
      redeem: open.mutation(({ ctx, input }) => {
        if (input.ticket !== 'second') throw new Refusal('UNAUTHORIZED', 'TICKET_INVALID');
        if (input.code !== `right ${input.kind}`) throw new Refusal('UNAUTHORIZED', 'CODE_WRONG');
        return beginSession(ctx.response, input.deliver);
      }),
    },
    reauthentications: {
      requestCode: signedIn.mutation(() => ({ ticket: 'step-up' })),
      withCode: signedIn.mutation(({ input }) => {
        if (input.ticket !== 'step-up') throw new Refusal('UNAUTHORIZED', 'TICKET_INVALID');
        return { freshUntil: new Date(0), secondFactor: null };
      }),
    },
    sessions: {
      end: signedIn.mutation(() => ({})),
      refresh: open.mutation(({ ctx, input }) => {
        const cookie = ctx.request.headers.cookie?.split('=')[1];
        const held = refreshTokens.get(String(input.refreshToken ?? cookie));
        if (!held || !sessions.has(held.sessionId)) throw new Refusal('UNAUTHORIZED', 'SESSION_ENDED');
        if (held.usedAt !== undefined && state.clockMs() - held.usedAt > 10_000) {
          const next = refreshTokens.get(String(held.successor));
          if (!next || next.isSeen || next.usedAt !== undefined) {
            sessions.delete(held.sessionId);
            throw new Refusal('UNAUTHORIZED', 'SESSION_ENDED');
          }
          // Its answer was lost: another takes its place.
          next.usedAt = state.clockMs();
          held.usedAt = undefined;
          held.successor = undefined;
        }
        held.usedAt ??= state.clockMs();
        held.successor ??= randomUUID();
        if (!refreshTokens.has(held.successor))
          refreshTokens.set(held.successor, { sessionId: held.sessionId });
        const tokens = tokensOf(held.sessionId, held.successor);
        return input.refreshToken ? tokens : inCookie(ctx.response, tokens);
      }),
      signOut: open.mutation(({ ctx, input }) => {
        const token = input.refreshToken ?? ctx.request.headers.cookie?.split('=')[1];
        sessions.delete(refreshTokens.get(String(token))?.sessionId ?? '');
        ctx.response.setHeader('set-cookie', 'refresh=');
        return {};
      }),
    },
  });

  const answer = createHTTPHandler({
    router,
    basePath: '/trpc/',
    createContext: ({ req, res }) => ({ request: req as IncomingMessage, response: res as ServerResponse }),
  });
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '', 'http://localhost').pathname.replace('/trpc/', '');
    state.seen.push({ method: request.method ?? '', path, paths: path.split(','), headers: request.headers });
    if (state.isAway) return request.socket.destroy();
    const trouble = state.troubles.shift();
    if (trouble?.kind === 'cut') return request.socket.destroy();
    if (trouble?.kind === 'answer')
      return response.writeHead(trouble.status, trouble.headers).end(trouble.body);
    if (trouble?.kind === 'cutAfter') {
      response.end = () => request.socket.destroy() as never;
    }
    if (trouble?.kind === 'stall') {
      response.writeHead = () => response;
      response.write = () => true;
      response.end = () => state.stalled.push(path) as never;
    }
    return answer(request, response);
  });
  const listen = (port: number) =>
    new Promise<void>((resolve) => server.listen(port, '127.0.0.1', () => resolve()));
  const stop = () => {
    server.closeAllConnections();
    return new Promise<unknown>((resolve) => server.close(resolve));
  };
  await listen(0);
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    ...state,
    state,
    asked: (path: string) => state.seen.filter((request) => request.paths.includes(path)),
    stop,
    /** Takes no connections for a while; its sessions are where a real one has them, in its database. */
    stopListening: stop,
    listenAgain: () => listen(port),
  };
}
