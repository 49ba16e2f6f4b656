import { expect, test } from 'vitest';
import { after, createClock, DAY_MS } from '../../kernel/clock.ts';
import { readConfig } from '../../kernel/config.ts';
import { instantFor, sqlOf } from '../../kernel/database/sql-of.ts';
import { newId } from '../../kernel/ids.ts';
import { outboxJobsIn } from '../../kernel/jobs/outbox.entity.ts';
import { createLog } from '../../kernel/log.ts';
import { openTestStandby } from '../../testing/open-test-standby.ts';
import { removeWhatExpired } from './remove-expired.ts';

test('the standby is cleaned by the same rules', async () => {
  const database = await openTestStandby();
  try {
    const em = database.fork();
    const clock = createClock();
    const config = readConfig({ NODE_ENV: 'test', LOG_LEVEL: 'silent' });
    const at = (milliseconds: number) => instantFor(em, after(clock.now(), milliseconds));
    for (const [key, age] of [
      ['old', -2 * DAY_MS],
      ['older', -3 * DAY_MS],
      ['new', 0],
    ] as const)
      await sqlOf(em)
        .insertInto('wrong_tries')
        .values({ key, tries: 1, updated_at: at(age) })
        .execute();
    const old = at(-91 * DAY_MS);
    for (const [key, state] of [
      ['old', 'sent'],
      ['older', 'sent'],
      ['lost', 'unknown'],
    ] as const)
      await sqlOf(em)
        .insertInto('delivery')
        .values({
          id: newId(),
          send_key: key,
          kind: 'of-nobody',
          lane: 'bulk',
          recipient: 'a@example.org',
          locale: 'en',
          payload: '{}' as never,
          state,
          due_at: old,
          next_try_at: old,
          tries: 1,
          message_id: '',
          created_at: old,
        })
        .execute();
    await removeWhatExpired(
      {
        em,
        clock,
        config,
        jobs: outboxJobsIn(em),
        log: createLog(config),
        actor: { kind: 'system', name: 'test' },
      },
      undefined,
      1,
    );
    expect(await sqlOf(em).selectFrom('wrong_tries').select('key').execute()).toEqual([{ key: 'new' }]);
    expect(await sqlOf(em).selectFrom('delivery').select('send_key').execute()).toEqual([
      { send_key: 'lost' },
    ]);
  } finally {
    await database.close();
  }
});
