import type { FastifyInstance } from 'fastify';

/** So many of a crowd are begun before everybody else is looked at again. */
const AT_A_TURN = 2;

/**
 * Lets a crowd in by twos. Calls without a token, such as two hundred sign-ins at one moment, are begun a few at a turn
 * of the event loop: whoever is signed in is answered in between, and not when all of them have been.
 */
export function takeTurns(app: FastifyInstance): void {
  const crowd: (() => void)[] = [];
  let begun = 0;

  app.addHook('onRequest', (request, _reply, done) => {
    if (request.headers.authorization !== undefined) return done();
    if (begun === 0) setImmediate(nextTurn);
    if (begun === AT_A_TURN) return void crowd.push(done);
    begun++;
    done();
  });

  function nextTurn(): void {
    const next = crowd.splice(0, AT_A_TURN);
    begun = next.length;
    if (begun > 0) setImmediate(nextTurn);
    for (const begin of next) begin();
  }
}
