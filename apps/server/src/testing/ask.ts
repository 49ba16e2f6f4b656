import superjson, { type SuperJSONResult } from 'superjson';
import type { WireFault } from '../kernel/error-shape.ts';

export type Asking = { token?: string | undefined; headers?: Record<string, string> };

/** What came back over the wire: the data of a success, or the fault of a refusal. */
export type Answered = { status: number; data?: unknown; fault?: WireFault };

/** Asks one procedure as any HTTP client would: over the wire, with nothing of ours in between. */
export async function ask(
  url: string,
  kind: 'query' | 'mutation',
  path: string,
  input: unknown = {},
  { token, headers = {} }: Asking = {},
): Promise<Answered> {
  const body = JSON.stringify(superjson.serialize(input));
  const address =
    kind === 'query' ? `${url}/trpc/${path}?input=${encodeURIComponent(body)}` : `${url}/trpc/${path}`;
  const response = await fetch(address, {
    method: kind === 'query' ? 'GET' : 'POST',
    headers: {
      ...(kind === 'mutation' && { 'content-type': 'application/json' }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...headers,
    },
    ...(kind === 'mutation' && { body }),
  });
  const answer = (await response.json()) as {
    result?: { data: SuperJSONResult };
    error?: SuperJSONResult;
  };
  if (answer.result) return { status: response.status, data: superjson.deserialize(answer.result.data) };
  const shape = superjson.deserialize(answer.error as SuperJSONResult) as { data: { fault: WireFault } };
  return { status: response.status, fault: shape.data.fault };
}

/** A caller bound to one server and one person; a refusal is thrown as its code. */
export function asking(url: string, token?: string) {
  const bound =
    (kind: 'query' | 'mutation') =>
    async (path: string, input: unknown = {}) => {
      const answered = await ask(url, kind, path, input, { token });
      if (answered.fault) throw new Refused(answered);
      return answered.data as never;
    };
  return { query: bound('query'), mutation: bound('mutation') } as {
    query<Data>(path: string, input?: unknown): Promise<Data>;
    mutation<Data>(path: string, input?: unknown): Promise<Data>;
  };
}

/** Its message is the fault's code, so that a test reads `rejects.toThrow('EVENT_FULL')`. */
export class Refused extends Error {
  readonly answered: Answered;
  constructor(answered: Answered) {
    super(answered.fault?.code);
    this.answered = answered;
  }
}
