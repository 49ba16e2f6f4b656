import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { constants, setPriority } from 'node:os';

/** Which requests to send: the list over and over for a time, or each of it once. */
export type Load = {
  port: number;
  connections: number;
  requests: string[];
  /** So many are begun in a second over all connections; left out: each as soon as the one before is answered. */
  perSecond?: number;
} & ({ forMs: number } | { eachOnce: true });

export type LoadResult = {
  tookMs: number;
  perSecond: number;
  statuses: Record<string, number>;
  /** How many of the answers said when to come again. */
  retryAfters: number;
  p50Ms: number;
  p99Ms: number;
};

export type LoadGenerator = AsyncDisposable & { put(load: Load): Promise<LoadResult> };

/**
 * Starts the load generator in a process of its own. Whoever it plays has a machine of their own: one whose turn comes
 * `last` takes processor time that nobody else wants, so that it does not slow down what is timed; one whose turn comes
 * `first` waits for nobody's, so that what it times is not its own waiting.
 */
export function startLoad(options: { turn?: keyof typeof POLICIES } = {}): LoadGenerator {
  const child = fork(new URL('load-process.ts', import.meta.url), { execArgv: [] });
  if (options.turn && child.pid !== undefined) takeTurn(child.pid, options.turn);
  return {
    async put(load) {
      child.send(load);
      const [answer] = (await once(child, 'message')) as [{ result?: LoadResult; error?: string }];
      if (answer.result === undefined) throw new Error(`the load generator failed: ${answer.error}`);
      return answer.result;
    },
    async [Symbol.asyncDispose]() {
      const exited = once(child, 'exit');
      child.disconnect();
      await exited;
    },
  };
}

/** How the processor is asked for: before and behind the ordinary way of sharing it, by chrt(1). */
const POLICIES = {
  first: { nice: constants.priority.PRIORITY_HIGHEST, policy: ['--fifo', '1'] },
  last: { nice: constants.priority.PRIORITY_LOW, policy: ['--idle', '0'] },
} as const;

/** As far as may be: to come first wants an administrator, and the policies want Linux. */
function takeTurn(processId: number, turn: keyof typeof POLICIES): void {
  const { nice, policy } = POLICIES[turn];
  try {
    setPriority(processId, nice);
    execFileSync('chrt', ['--all-tasks', policy[0], '--pid', policy[1], String(processId)], {
      stdio: 'ignore',
    });
  } catch {}
}

/** Requests a second, when every answer was a 200: anything else would not measure what it says. */
export function allAnswered({ perSecond, statuses }: LoadResult): number {
  const others = Object.keys(statuses).filter((status) => status !== '200');
  if (others.length > 0) throw new Error(`not every answer was a 200: ${JSON.stringify(statuses)}`);
  return perSecond;
}

type Request = {
  method: 'GET' | 'POST';
  target: string;
  bearer?: string;
  body?: string;
  /** The network that a believed proxy says the call comes from. */
  from?: string;
};

/** The bytes of a request, made once. */
export function bytesOf({ method, target, bearer, body, from }: Request): string {
  const headers = [
    'host: 127.0.0.1',
    ...(bearer === undefined ? [] : [`authorization: Bearer ${bearer}`]),
    ...(from === undefined ? [] : [`x-forwarded-for: ${from}`]),
    ...(body === undefined
      ? []
      : ['content-type: application/json', `content-length: ${Buffer.byteLength(body)}`]),
  ];
  return `${method} ${target} HTTP/1.1\r\n${headers.join('\r\n')}\r\n\r\n${body ?? ''}`;
}
