import type { z } from 'zod';

/** Where work waits: a queue's name, and what its jobs carry. */
export type QueueDeclaration<Payload> = {
  name: string;
  payload: z.ZodType<Payload>;
};

/** How a use case hands on work. It joins the transaction that is open: no commit, no job. */
export type Jobs = {
  enqueue<Payload>(queue: QueueDeclaration<Payload>, payload: Payload): Promise<void>;
};
