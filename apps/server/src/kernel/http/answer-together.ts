import type { FastifyInstance, FastifyReply } from 'fastify';

type Ready = { reply: FastifyReply; send: (error?: Error) => void };

/**
 * Lets the answers that are ready in one turn of the event loop go out one after the other at its end. Whoever reads
 * them is then woken once and not for each; where a proxy or a client runs on the same machine, waking it costs more
 * than all else that is done for a small answer.
 */
export function answerTogether(app: FastifyInstance): void {
  let ready: Ready[] = [];

  // biome-ignore lint/complexity/useMaxParams: Fastify's hook
  app.addHook('onSend', (_request, reply, payload, done) => {
    const send = (error?: Error) => (error === undefined ? done(null, payload) : done(error));
    if (ready.push({ reply, send }) === 1) setImmediate(sendAll);
  });

  function sendAll(): void {
    const sending = ready;
    ready = [];
    for (const one of sending) sendOne(one);
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
