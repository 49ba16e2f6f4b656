// Lists come in pages. A cursor is good for the list that gave it, and for nothing else.
import type { Client, EventSummary } from '@foyer/client';

export async function* everyPastEvent(client: Client): AsyncGenerator<EventSummary> {
  let cursor: string | undefined;
  do {
    const page = await client.events.list({ when: 'past', limit: 100, cursor });
    yield* page.items;
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
}
