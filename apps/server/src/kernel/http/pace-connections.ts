import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** About half a millisecond of work: what somebody else's answer may wait for. */
const MOST_AT_ONCE = 3;

/**
 * Takes up new connections a few at a time. When hundreds come at once, preparing each and reading its first request is
 * tens of milliseconds in one piece, for which everybody who is connected already would wait; so those are asked in
 * between. A single connection is taken up at once.
 */
export function paceConnections(server: Server): void {
  const takeUp = server.listeners('connection') as ((socket: Socket) => void)[];
  const waiting: Socket[] = [];
  let taken = 0;
  let isGoingOn = false;

  server.removeAllListeners('connection');
  // Not read from before it is taken up. It is an option of net.Server that http.createServer does not pass on.
  Object.assign(server, { pauseOnConnect: true });
  server.on('connection', (socket: Socket) => {
    if (taken < MOST_AT_ONCE && waiting.length === 0) handOver(socket);
    else waiting.push(socket);
    if (isGoingOn) return;
    isGoingOn = true;
    setImmediate(goOn);
  });

  function handOver(socket: Socket): void {
    taken++;
    if (socket.destroyed) return;
    for (const listener of takeUp) listener.call(server, socket);
    socket.resume();
  }

  function goOn(): void {
    taken = 0;
    for (const socket of waiting.splice(0, MOST_AT_ONCE)) handOver(socket);
    isGoingOn = taken > 0;
    if (isGoingOn) setImmediate(goOn);
  }
}
