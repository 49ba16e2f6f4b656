import { describe, expect, test } from 'vitest';
import { after, DAY_MS, HOUR_MS } from '../../server/src/kernel/clock.ts';
import type { EventRow } from '../../server/src/programme/events/events.entity.ts';
import { ask } from '../../server/src/testing/ask.ts';
import { makeEvent } from '../../server/src/testing/make-event.ts';
import { makePerson } from '../../server/src/testing/people.ts';
import { setStage } from './stage.ts';

const stage = setStage();

const HOSTILE = '</script><script>alert(1)</script><title>$& $1 "quoted" & more';

async function pageOf(own: Partial<EventRow>) {
  const { installation, clock, url } = stage.server;
  const id = await makeEvent(installation.database.fork(), clock.now(), own);
  const answer = await fetch(`${url}/events/${id}`, { headers: { accept: 'text/html' } });
  const text = await answer.text();
  const [, json] = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(text) ?? [];
  return { id, text, status: answer.status, schema: json === undefined ? undefined : JSON.parse(json) };
}

describe('the page of an event', () => {
  test('says what it is to those who run no script', async () => {
    const { id, text, schema } = await pageOf({
      name: 'Lantern parade',
      shortDescription: 'Along the river.',
      startsAt: new Date('2031-07-01T18:00:00Z'),
      endsAt: new Date('2031-07-01T20:00:00Z'),
      timeZone: 'Europe/Vienna',
      locationName: 'Harbour',
      locationAddress: 'Quay 1, Vienna',
      capacity: 50,
      seatsTaken: 20,
      registrationClosesAt: new Date('2031-06-30T10:00:00Z'),
    });
    expect(text).toContain('<title>Lantern parade – Foyer</title>');
    expect(text.match(/<title>/g)).toHaveLength(1);
    expect(text).toContain('<meta name="description" content="Along the river.">');
    expect(schema).toMatchObject({
      '@type': 'Event',
      name: 'Lantern parade',
      startDate: '2031-07-01T20:00:00+02:00',
      endDate: '2031-07-01T22:00:00+02:00',
      eventStatus: 'https://schema.org/EventScheduled',
      location: { '@type': 'Place', name: 'Harbour', address: 'Quay 1, Vienna' },
      maximumAttendeeCapacity: 50,
      remainingAttendeeCapacity: 30,
      offers: {
        availability: 'https://schema.org/InStock',
        validThrough: '2031-06-30T10:00:00.000Z',
        url: expect.stringContaining(id),
      },
    });
  });

  test('says when it is full, and when it is cancelled', async () => {
    const full = await pageOf({ capacity: 2, seatsTaken: 2 });
    expect(full.schema.offers.availability).toBe('https://schema.org/SoldOut');
    const cancelled = await pageOf({ status: 'cancelled' });
    expect(cancelled.schema.eventStatus).toBe('https://schema.org/EventCancelled');
    expect(cancelled.schema.offers.availability).toBe('https://schema.org/Discontinued');
  });

  test('offers a seat only where a stranger would get one', async () => {
    const now = stage.server.clock.now();
    const yesterday = after(now, -DAY_MS);
    const offers = async (own: Partial<EventRow>) =>
      (await pageOf(own)).schema.offers?.availability.replace('https://schema.org/', '');
    expect(await offers({ joinPolicy: 'approval' })).toBe('InStock');
    expect(await offers({ registrationOpensAt: yesterday })).toBe('InStock');
    expect(await offers({ registrationOpensAt: after(now, DAY_MS) })).toBe('PreOrder');
    expect(await offers({ registrationClosesAt: yesterday })).toBe('Discontinued');
    expect(await offers({ startsAt: after(now, -HOUR_MS) })).toBe('Discontinued');
    expect(await offers({ startsAt: yesterday })).toBe('Discontinued');
    expect(await offers({ joinPolicy: 'invitation' })).toBeUndefined();
    expect(await offers({ joinPolicy: 'closed' })).toBeUndefined();
  });

  test('a seat that somebody waits for is on offer to nobody else', async () => {
    const { installation, clock, url } = stage.server;
    const id = await makeEvent(installation.database.fork(), clock.now(), { capacity: 1 });
    const staff = await makePerson(
      { config: stage.server.config, databaseUrl: stage.server.database.url },
      'staff',
    );
    const record = { eventId: id, accountId: staff.accountId, state: 'waitlisted', reason: 'Waits.' };
    await stage.server.database.query(`update event set capacity = 0 where id = '${id}'`);
    await ask({ url, token: staff.token }, 'participations.record', record);
    await stage.server.database.query(`update event set capacity = 1 where id = '${id}'`);
    const text = await (await fetch(`${url}/events/${id}`)).text();
    expect(text).toContain('https://schema.org/SoldOut');
  });

  test('names how people attend only where there is a place', async () => {
    expect((await pageOf({})).schema).not.toHaveProperty('eventAttendanceMode');
    expect((await pageOf({ locationName: 'Harbour' })).schema.eventAttendanceMode).toBe(
      'https://schema.org/OfflineEventAttendanceMode',
    );
  });

  test('says that an event was moved and from when, if people knew of it', async () => {
    const { installation, config, clock, database, url } = stage.server;
    const staff = await makePerson({ config, databaseUrl: database.url }, 'staff');
    const caller = { url, token: staff.token };
    const startsAt = new Date('2031-07-01T18:00:00Z');
    const moved = async (status: 'draft' | 'published') => {
      const eventId = await makeEvent(installation.database.fork(), clock.now(), {
        status,
        startsAt,
        timeZone: 'Europe/Vienna',
        startsAtLocal: '2031-07-01T20:00',
        endsAtLocal: '2031-07-01T22:00',
      });
      const move = (version: number, changes: object) =>
        ask(caller, 'events.update', { eventId, version, ...changes });
      const { version } = (await ask(caller, 'events.get', { eventId })).data;
      const later = { startsAtLocal: '2031-07-02T19:00', endsAtLocal: '2031-07-02T21:00' };
      const changed = await move((await move(version, { name: 'Lantern parade' })).data.version, later);
      if (status === 'draft') await ask(caller, 'events.publish', { eventId });
      const text = await (await fetch(`${url}/events/${eventId}`)).text();
      const [, json] = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(text) ?? [];
      return { eventId, from: changed.data.rescheduledFrom, schema: JSON.parse(json ?? '') };
    };
    const { eventId, from, schema } = await moved('published');
    expect(from).toEqual(startsAt);
    expect(schema).toMatchObject({
      eventStatus: 'https://schema.org/EventRescheduled',
      previousStartDate: '2031-07-01T20:00:00+02:00',
      startDate: '2031-07-02T19:00:00+02:00',
    });
    // A draft was promised to nobody, and what becomes one again is promised anew.
    const ofDraft = (await moved('draft')).schema;
    expect(ofDraft.eventStatus).toBe('https://schema.org/EventScheduled');
    expect(ofDraft).not.toHaveProperty('previousStartDate');
    expect((await ask(caller, 'events.unpublish', { eventId })).data.rescheduledFrom).toBeNull();
  });

  test('says nothing of a draft, of what is archived, and of what does not exist', async () => {
    for (const status of ['draft', 'archived'] as const) {
      const { text, schema } = await pageOf({ status, name: 'A secret evening' });
      expect(schema).toBeUndefined();
      expect(text).not.toContain('secret');
    }
    const answer = await fetch(`${stage.server.url}/events/nonsense`, { headers: { accept: 'text/html' } });
    expect(await answer.text()).toContain('<title>Foyer</title>');
  });

  test('lets nothing that staff wrote become part of the page', async () => {
    const { text, schema } = await pageOf({ name: HOSTILE, shortDescription: HOSTILE, description: HOSTILE });
    expect(text).not.toContain('<script>alert(1)');
    expect(schema.name).toBe(HOSTILE);
    expect(text).toContain('&lt;/script&gt;&lt;script&gt;alert(1)');
    expect(text).toContain('$&amp; $1');
  });

  test('opens in a browser without complaints, hostile names included', async () => {
    const { id } = await pageOf({ name: HOSTILE, startsAt: after(stage.server.clock.now(), DAY_MS) });
    const page = await stage.visitor();
    await page.goto(`/events/${id}`);
    await page.getByRole('heading', { level: 1, name: '</script>' }).waitFor();
    const response = await page.request.get(`/calendar/events/${id}.ics`);
    expect(response.status()).toBe(200);
  });
});
