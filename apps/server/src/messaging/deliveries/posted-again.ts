import type { OnConflictBuilder } from 'kysely';
import type { Tables } from '../../kernel/database/tables.ts';
import './deliveries.entity.ts';

/**
 * What becomes of a mail that is posted again under its key. `stays`: nothing. `moves`: if it was withdrawn it comes
 * back, and if it has not left it waits for the new time; what was sent stays sent.
 */
export type PostedAgain = 'stays' | 'moves';

export function postedAgain(again: PostedAgain) {
  return (conflict: OnConflictBuilder<Tables, 'delivery'>) => {
    const same = conflict.column('send_key');
    if (again === 'stays') return same.doNothing();
    return (
      same
        .doUpdateSet((row) => ({
          state: 'pending' as const,
          recipient: row.ref('excluded.recipient'),
          locale: row.ref('excluded.locale'),
          payload: row.ref('excluded.payload'),
          due_at: row.ref('excluded.due_at'),
          next_try_at: row.ref('excluded.next_try_at'),
          // One that a sender holds, and has not given away, is taken from it: the sender is fenced by its owner.
          owner: null,
          lease_until: null,
          tries: 0,
          told_at: null,
          outcome: null,
        }))
        // One that waits for the same time already keeps its tries, and its sender.
        .where((row) =>
          row.or([
            row('delivery.state', '=', 'withdrawn'),
            row.and([
              row('delivery.state', 'in', ['pending', 'claimed']),
              row('delivery.due_at', '<>', row.ref('excluded.due_at')),
            ]),
          ]),
        )
    );
  };
}
