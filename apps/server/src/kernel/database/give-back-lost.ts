import type { Pool, PoolClient } from 'pg';

type Answer = (error: Error | undefined, client: PoolClient | undefined, release: () => void) => void;

/**
 * Gives the place of a connection that is lost back to its pool at once. Whoever holds one in a transaction gives it
 * back by a COMMIT or a ROLLBACK that has worked, and on a lost one neither does: the place would be taken for good,
 * and after as many losses as there are places nobody would get a connection any more, nor the pool an end.
 */
export function giveBackLost(pool: Pool): void {
  const connect = pool.connect.bind(pool);
  const connectHeld = async () => {
    const client = await connect();
    const release = client.release.bind(client);
    let isHeld = true;
    const giveBack = (why?: Error | boolean) => {
      if (!isHeld) return;
      isHeld = false;
      client.off('end', discard);
      release(why);
    };
    const discard = () => giveBack(true);
    client.once('end', discard);
    // Whoever holds it may still give it back, too.
    client.release = giveBack satisfies PoolClient['release'];
    return client;
  };
  // The pool's own `query` asks in the old way.
  pool.connect = ((answer?: Answer) =>
    answer === undefined
      ? connectHeld()
      : connectHeld().then(
          (client) => answer(undefined, client, client.release),
          (error) => answer(error, undefined, () => {}),
        )) as typeof pool.connect;
}
