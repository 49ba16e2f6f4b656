import type { FastifyInstance } from 'fastify';

/**
 * Lets a crowd in one by one. Calls without a token, such as two hundred sign-ins at one moment, are begun one at a turn
 * of the event loop: whoever is signed in is answered in between, and not when all of them have been.
 */
export function takeTurns(app: FastifyInstance): void {
  const crowd: (() => void)[] = [];
  let isTaken = false;

  app.addHook('onRequest', (request, _reply, done) => {
    // A question of a browser about another page, or of whoever watches the machine, is answered at no cost.
    const isFree = request.method === 'OPTIONS' || request.url.startsWith('/health');
    if (isFree || request.headers.authorization !== undefined) return done();
    if (isTaken) return void crowd.push(done);
    isTaken = true;
    setImmediate(nextTurn);
    done();
  });

  function nextTurn(): void {
    const begin = crowd.shift();
    isTaken = begin !== undefined;
    if (begin === undefined) return;
    setImmediate(nextTurn);
    begin();
  }
}
