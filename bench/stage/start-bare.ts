import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { Listening } from './start-foyer.ts';

/** A bare server: the caller's id, sent as the bearer, is the statement's one parameter. */
export type Bare = { databaseUrl: string; statement: string; answers: 'one' | 'all' | 'the first again' };

export async function startBare(bare: Bare): Promise<Listening> {
  const child = fork(new URL('bare-process.ts', import.meta.url), { execArgv: [] });
  child.send(bare);
  const [port] = (await once(child, 'message')) as [number];
  return {
    port,
    async [Symbol.asyncDispose]() {
      const exited = once(child, 'exit');
      child.disconnect();
      await exited;
    },
  };
}
