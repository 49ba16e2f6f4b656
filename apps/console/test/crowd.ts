import type { Page } from 'playwright-core';
import type { EventRow } from '../../server/src/programme/events/events.entity.ts';
import { ask } from '../../server/src/testing/ask.ts';
import { makeEvent } from '../../server/src/testing/make-event.ts';
import { makePeople, type Person } from '../../server/src/testing/people.ts';
import { becomeSuperuser } from './people.ts';
import type { Stage } from './stage.ts';

export type Guest = Person & { fullName: string };

/** An event in three days, as it would have been made and published. */
export function publishEvent({ server }: Stage, own: Partial<EventRow> = {}): Promise<string> {
  return makeEvent(server.installation.database.fork(), server.clock.now(), { capacity: 20, ...own });
}

/** People with these names who have joined, or asked to, in this order. */
export async function joinAs(stage: Stage, eventId: string, names: readonly string[]): Promise<Guest[]> {
  const { server } = stage;
  const people = await makePeople({ config: server.config, databaseUrl: server.database.url }, names.length);
  const guests: Guest[] = [];
  for (const [index, person] of people.entries()) {
    const fullName = names[index] ?? '';
    await server.database.query(
      `update account set full_name = '${fullName}' where id = '${person.accountId}'`,
    );
    await ask({ url: server.url, token: person.token }, 'participations.join', { eventId });
    guests.push({ ...person, fullName });
  }
  return guests;
}

export async function ticketOf({ server }: Stage, eventId: string, guest: Person): Promise<string> {
  const answer = await ask({ url: server.url, token: guest.token }, 'participations.ticket', { eventId });
  return answer.data.ticket;
}

let superusers = 0;

/** A browser in which somebody who runs events is signed in, at a page of the event. */
export async function staffAt(stage: Stage, path: string): Promise<Page> {
  const page = await stage.visitor();
  superusers += 1;
  const address = `runs-events-${superusers}@example.org`;
  await becomeSuperuser(stage, page, { address, fullName: `Stella Staff ${superusers}` });
  await page.goto(path);
  return page;
}

/** How these people stand with the event, in their order. */
export async function standing({ server }: Stage, eventId: string, people: readonly Person[]) {
  const rows = await server.database.query(
    `select account_id, state, checked_in_at from participation where event_id = '${eventId}'`,
  );
  return people.map(({ accountId }) => {
    const row = rows.find((one) => one.account_id === accountId);
    return row === undefined ? '-' : `${row.state}${row.checked_in_at === null ? '' : ' in'}`;
  });
}
