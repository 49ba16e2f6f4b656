import { FoyerError } from '../foyer-error.ts';
import { type Fetch, type FetchAnswer, type FetchInit, platform } from '../platform.ts';
import { badAnswer } from './faults.ts';

type CheckedFetch = (url: unknown, init: unknown) => Promise<{ status: number; json(): Promise<unknown> }>;
type Options = { fetch: Fetch | undefined; credentials: FetchInit['credentials'] };

/** `fetch`, telling apart a server that cannot be reached and one that answers something else than JSON. */
export function checkedFetch({ fetch, credentials }: Options): CheckedFetch {
  const send = (fetch ?? ((url, init) => platform.fetch(url, init))) as (
    url: string,
    init: FetchInit,
  ) => Promise<FetchAnswer>;

  return async (url: unknown, init: unknown) => {
    const { signal } = init as FetchInit;
    let answer: FetchAnswer;
    let text: string;
    try {
      answer = await send(String(url), { ...(init as FetchInit), ...(credentials && { credentials }) });
      text = await answer.text();
    } catch (cause) {
      if (signal?.aborted) throw cause;
      throw new FoyerError('NETWORK', 'The server cannot be reached.', { cause });
    }
    try {
      const json: unknown = JSON.parse(text);
      return { status: answer.status, json: async () => json };
    } catch (cause) {
      const seconds = Number(answer.headers.get('retry-after') ?? Number.NaN);
      const retryAfterSeconds = Number.isInteger(seconds) ? seconds : undefined;
      throw badAnswer({ status: answer.status, retryAfterSeconds, cause });
    }
  };
}
