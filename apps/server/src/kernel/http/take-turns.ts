import type { FastifyInstance, FastifyReply } from 'fastify';

/** So long an answer waits for others, in a turn that has more to do than usual. */
const LONGEST_WAIT_MS = 0.5;

type Ready = { reply: FastifyReply; send: (error?: Error) => void };

/**
 * What is done at the end of each turn of the event loop.
 *
 * First the answers that are ready go out, one after the other. Whoever reads them is then woken once and not for each;
 * where a proxy or a client runs on the same machine, waking it costs more than all else that is done for a small answer.
 *
 * Then one of a crowd is let in. Calls without a token, such as two hundred sign-ins at one moment, are begun one at a
 * turn: whoever is signed in is answered in between, and not when all of them have been.
 */
export function takeTurns(app: FastifyInstance): void {
  let ready: Ready[] = [];
  let readySince = 0;
  const crowd: (() => void)[] = [];
  let isTaken = false;
  let isEnding = false;

  app.addHook('onRequest', (request, _reply, done) => {
    sendWhatWaitedLong();
    // A question of a browser about another page, or of whoever watches the machine, is answered at no cost.
    const isFree = request.method === 'OPTIONS' || request.url.startsWith('/health');
    if (isFree || request.headers.authorization !== undefined) return done();
    endLater();
    if (isTaken) return void crowd.push(done);
    isTaken = true;
    done();
  });

  // biome-ignore lint/complexity/useMaxParams: Fastify's hook
  app.addHook('onSend', (_request, reply, payload, done) => {
    // A stream may fail before the turn ends: what hears of it is put on when it is sent.
    if (typeof payload !== 'string') return done(null, payload);
    const send = (error?: Error) => (error === undefined ? done(null, payload) : done(error));
    if (ready.push({ reply, send }) === 1) readySince = performance.now();
    else sendWhatWaitedLong();
    endLater();
  });

  function endLater(): void {
    if (isEnding) return;
    isEnding = true;
    setImmediate(endTurn);
  }

  function sendReady(): void {
    const sending = ready;
    ready = [];
    for (const one of sending) sendOne(one);
  }

  function sendWhatWaitedLong(): void {
    if (ready.length > 0 && performance.now() - readySince > LONGEST_WAIT_MS) sendReady();
  }

  function endTurn(): void {
    isEnding = false;
    sendReady();
    const begin = crowd.shift();
    isTaken = begin !== undefined;
    if (begin === undefined) return;
    endLater();
    begin();
  }
}

/** Nobody waits for the turn's end who could catch what goes wrong in it: an answer that cannot be sent fails alone. */
function sendOne({ reply, send }: Ready): void {
  try {
    send();
  } catch (error) {
    if (reply.raw.headersSent) return void reply.raw.destroy();
    for (const name of Object.keys(reply.getHeaders())) reply.removeHeader(name);
    send(error as Error);
  }
}
