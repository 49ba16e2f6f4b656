import type { Socket } from 'node:net';
import type { ClientBase } from 'pg';

/**
 * For a connection: what is asked of it in one turn of the event loop, after what this answers was called, goes out at the
 * turn's end in one write. A write wakes a process of the database, which costs more than most statements.
 */
export function holdWrites(client: ClientBase): () => void {
  const { stream } = (client as unknown as { connection: { stream: Socket } }).connection;
  let isHeld = false;

  function send(): void {
    isHeld = false;
    stream.uncork();
  }

  return () => {
    if (isHeld) return;
    isHeld = true;
    stream.cork();
    setImmediate(send);
  };
}
