import superjson, { type SuperJSONResult } from 'superjson';
import type { WireFault } from '../kernel/error-shape.ts';

export type Asked = ({ query: string } | { mutation: string }) & {
  input?: unknown;
  token?: string | undefined;
  headers?: Record<string, string>;
};

/** What came back over the wire: the data of a success, or the fault of a refusal. */
export type Answered = { status: number; data?: unknown; fault?: WireFault };

/** Asks one procedure as any HTTP client would, with nothing of ours in between. */
export async function ask(url: string, asked: Asked): Promise<Answered> {
  const body = JSON.stringify(superjson.serialize(asked.input ?? {}));
  const headers = {
    ...(asked.token !== undefined && { authorization: `Bearer ${asked.token}` }),
    ...asked.headers,
  };
  const response = await ('query' in asked
    ? fetch(`${url}/trpc/${asked.query}?input=${encodeURIComponent(body)}`, { headers })
    : fetch(`${url}/trpc/${asked.mutation}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body,
      }));
  const answer = (await response.json()) as { result?: { data: SuperJSONResult }; error?: SuperJSONResult };
  if (answer.result) return { status: response.status, data: superjson.deserialize(answer.result.data) };
  const shape = superjson.deserialize(answer.error as SuperJSONResult) as { data: { fault: WireFault } };
  return { status: response.status, fault: shape.data.fault };
}

/** The same for one person at one server; a refusal is thrown, with its code as the message. */
export function askingAs(url: string, token?: string) {
  async function dataOf(asked: Asked) {
    const answered = await ask(url, { ...asked, token });
    if (answered.fault) throw new Error(answered.fault.code, { cause: answered });
    return answered.data;
  }
  return {
    query: <Data>(path: string, input?: unknown) => dataOf({ query: path, input }) as Promise<Data>,
    mutate: <Data>(path: string, input?: unknown) => dataOf({ mutation: path, input }) as Promise<Data>,
  };
}
