import type { EventDetails } from '../programme/events/events.contract.ts';
import type { EventRow } from '../programme/events/events.entity.ts';
import { ask, type ProcedureName } from './ask.ts';
import { makeEvent } from './make-event.ts';
import { makePeople, makePerson, type Person } from './people.ts';
import { startTestServer, type TestServer } from './start-test-server.ts';

/** A server with staff, and short words for what happens around one event. */
export type EventStage = Awaited<ReturnType<typeof startEventStage>>;

export async function startEventStage(environment: NodeJS.Dict<string> = {}) {
  const server = await startTestServer({ RATE_LIMIT_PER_MINUTE: '0', ...environment });
  const place = () => ({
    config: server.config,
    databaseUrl: server.database.url,
    now: server.clock.now(),
  });
  const as = ({ token }: { token: string }) => ({ url: server.url, token });
  const staff = await makePerson(place(), 'staff');
  return {
    server,
    staff,
    as,
    stop: () => server.stop(),
    people: (count: number) => makePeople(place(), count),
    publish: (own: Partial<EventRow> = {}) =>
      makeEvent(server.installation.database.fork(), server.clock.now(), own),
    /** What one person does, by the last word of its procedure, and how it ends. */
    does: async <Verb extends 'join' | 'leave' | 'accept' | 'decline'>(
      person: Person,
      verb: Verb,
      eventId: string,
    ) => ask(as(person), `participations.${verb}`, { eventId }),
    byStaff: <Name extends ProcedureName>(procedure: Name, input: object) => ask(as(staff), procedure, input),
    update: (eventId: string, changes: object) => updateEvent(server, staff, { eventId, ...changes }),
    standing: (eventId: string, people: readonly Person[]) => readStanding(server, eventId, people),
    seatsTaken: async (eventId: string) =>
      (await server.database.query(`select seats_taken from event where id = '${eventId}'`))[0]?.seats_taken,
    idOf: async (eventId: string, person: Person) =>
      (
        await server.database.query(
          `select id from participation where event_id = '${eventId}' and account_id = '${person.accountId}'`,
        )
      )[0]?.id as string,
    /** What was posted to somebody, the oldest first. */
    mailsTo: async (person: Person) =>
      (
        await server.database.query(
          `select kind from delivery where recipient = '${person.address}' and kind <> 'event-reminder' order by created_at, id`,
        )
      ).map((row) => row.kind),
  };
}

async function updateEvent(
  server: TestServer,
  staff: Person,
  { eventId, ...changes }: { eventId: string },
): Promise<EventDetails> {
  const caller = { url: server.url, token: staff.token };
  const { version } = (await ask(caller, 'events.get', { eventId })).data;
  return (await ask(caller, 'events.update', { eventId, version, ...changes })).data;
}

/** The states of these people in their order; a dash for whoever has no record. */
async function readStanding(server: TestServer, eventId: string, people: readonly Person[]): Promise<string> {
  const rows = await server.database.query(
    `select account_id, state from participation where event_id = '${eventId}'`,
  );
  const states = new Map(rows.map((row) => [row.account_id, row.state]));
  return people.map((person) => states.get(person.accountId) ?? '-').join(' ');
}
