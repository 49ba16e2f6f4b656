import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { sqlOf } from '../../kernel/database/sql-of.ts';
import { openTestInstallation } from '../../testing/open-test-installation.ts';
import { openTestStandby } from '../../testing/open-test-standby.ts';
import { shownImageId } from './images.entity.ts';

const asked = sql`select id from event where ${shownImageId} in ('one', 'another')`;

test('which events show a picture is found by an index, among 20,000', async () => {
  const installation = await openTestInstallation();
  try {
    const db = sqlOf(installation.database.fork());
    await sql`
      insert into event (id, status, name, short_description, description, starts_at_local, ends_at_local, time_zone,
                         starts_at, ends_at, image, created_at, updated_at)
      select gen_random_uuid(), 'published', '', '', '', '', '', 'UTC', now(), now() + interval '1 hour',
             jsonb_build_object('id', gen_random_uuid()), now(), now()
      from generate_series(1, 20000)`.execute(db);
    await sql`analyze event`.execute(db);
    expect(JSON.stringify((await sql`explain ${asked}`.execute(db)).rows)).toContain('event_image_id_index');
  } finally {
    await installation.close();
  }
});

test('the standby finds them by the same', async () => {
  const standby = await openTestStandby();
  try {
    const { rows } = await sql`explain query plan ${asked}`.execute(sqlOf(standby.fork()));
    expect(JSON.stringify(rows)).toContain('event_image_id_index');
  } finally {
    await standby.close();
  }
});
