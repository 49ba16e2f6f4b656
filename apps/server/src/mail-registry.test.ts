import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { OneTimeCodeEntity } from './identity/codes/codes.entity.ts';
import { SECURITY_EVENTS } from './identity/security-notices/security-notices.contract.ts';
import { after, DAY_MS, HOUR_MS } from './kernel/clock.ts';
import { newId } from './kernel/ids.ts';
import { LOCALES } from './kernel/locale.contract.ts';
import { createLog } from './kernel/log.ts';
import { mails } from './mail-registry.ts';
import { postMail } from './messaging/deliveries/post-mail.ts';
import { startDeliveries } from './messaging/deliveries/start-deliveries.ts';
import { type InboxMail, readInbox } from './messaging/inbox/read-inbox.ts';
import { startInbox } from './messaging/inbox/start-inbox.ts';
import { wordsIn } from './messaging/words/words.ts';
import { AccountEntity } from './people/accounts/accounts.entity.ts';
import { AnnouncementEntity } from './programme/announcements/announcements.entity.ts';
import { EventEntity } from './programme/events/events.entity.ts';
import { InvitationEntity } from './programme/invitations/invitations.entity.ts';
import { ParticipationEntity } from './programme/participations/participations.entity.ts';
import { openTestInstallation, type TestInstallation } from './testing/open-test-installation.ts';
import { until } from './testing/until.ts';

const folder = mkdtempSync(join(tmpdir(), 'foyer-mails-'));
/** Each kind of mail once, and the security notice for everything that it tells of. */
const written = mails.flatMap((mail) =>
  mail.kind === 'security-notice'
    ? SECURITY_EVENTS.map((event) => ({ mail, kind: `security-notice-${event}`, given: { event } }))
    : [{ mail, kind: mail.kind, given: {} }],
);
const kinds = written.map(({ kind }) => kind);
const letters = new Map<string, InboxMail>();

const ticket = newId();
const eventIds = { published: newId(), cancelled: newId() };
const invitationId = newId();
const announcementId = newId();
const accountId = newId();
/** What a participation mail tells of, by the state in which it is told. */
const STATES = {
  'participation-waitlisted': 'waitlisted',
  'participation-offered': 'offered',
  'participation-offer-expired': 'declined',
  'participation-declined': 'declined',
  'participation-requested': 'requested',
  'participation-invited': 'invited',
  'participation-left': 'left',
  'participation-rejected': 'rejected',
  'event-cancelled': 'cancelled',
} as Record<string, string>;
const participationIds: Record<string, string> = Object.fromEntries(
  ['going', ...new Set(Object.values(STATES))].map((state) => [state, newId()]),
);

let installation: TestInstallation;

beforeAll(async () => {
  const inbox = await startInbox({ folder, log: createLog({ LOG_LEVEL: 'silent' }) });
  installation = await openTestInstallation({ SMTP_URL: inbox.smtpUrl });
  await arrange();
  await installation.inTransaction(async (ctx) => {
    for (const { mail, kind, given } of written)
      for (const locale of LOCALES)
        await postMail(ctx, mail, {
          sendKey: `${kind} ${locale}`,
          recipient: `${kind}.${locale}@example.org`,
          locale,
          payload: { ...payloadOf(kind), ...given },
        });
  });
  const deliveries = startDeliveries({ mails, contextOf: installation.contextOf });
  await until(
    async () =>
      (
        await installation.testDatabase.query(
          "select 1 from delivery where state = 'pending' or state = 'claimed' or state = 'sending'",
        )
      ).length === 0,
    'nothing is left to send',
  );
  await deliveries.stop();
  for (const mail of await readInbox(folder)) letters.set(mail.to[0] ?? '', mail);
  await inbox.stop();
});

afterAll(async () => {
  await installation.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A person with a seat, one who waits, and an event that was called off. */
async function arrange(): Promise<void> {
  await installation.inTransaction(async ({ em, clock }) => {
    const now = clock.now();
    const made = { createdAt: now, updatedAt: now };
    const people = Object.keys(participationIds).map((name, index) => ({
      id: index === 0 ? accountId : newId(),
      address: `${name}@example.org`,
      addressKey: `${name}@example.org`,
      addressVerifiedAt: now,
      fullName: 'Ada Example <b>"bold"</b>',
      ...made,
    }));
    const event = {
      name: 'Repair café & <i>friends</i>',
      shortDescription: 'Bring what is broken.',
      description: '',
      startsAtLocal: '2030-03-14T19:00',
      endsAtLocal: '2030-03-14T22:00',
      timeZone: 'Europe/Vienna',
      startsAt: after(now, DAY_MS),
      endsAt: after(now, DAY_MS + 3 * HOUR_MS),
      locationName: 'Library, ground floor',
      locationAddress: 'Lindengasse 30, Vienna',
      paymentInfo: 'Five euros, in cash.\nOr bring cake.',
      ...made,
    };
    await em.insertMany(AccountEntity, people as never);
    await em.insert(EventEntity, {
      ...event,
      id: eventIds.published,
      status: 'published',
      version: 1,
    } as never);
    await em.insert(EventEntity, {
      ...event,
      id: eventIds.cancelled,
      status: 'cancelled',
      cancellationReason: 'The roof leaks.',
      version: 1,
    } as never);
    await em.insertMany(
      ParticipationEntity,
      Object.entries(participationIds).map(([name, id], index) => ({
        id,
        eventId: name === 'cancelled' ? eventIds.cancelled : eventIds.published,
        accountId: people[index]?.id,
        state: name === 'cancelled' ? 'going' : name,
        offerExpiresAt: name === 'offered' ? after(now, HOUR_MS) : null,
        isOverride: false,
        source: 'self',
        waitlistNumber: name === 'waitlisted' ? 7 : null,
        joinedAt: now,
        updatedAt: now,
      })) as never,
    );
    await em.insert(AnnouncementEntity, {
      id: announcementId,
      eventId: eventIds.published,
      subject: 'Foyer <b>"bold"</b>',
      body: '1 < 2 & <i>friends</i>',
      states: ['going'],
      checkedIn: 'any',
      state: 'posted',
      isAfterCancellation: false,
      sendAt: now,
      createdAt: now,
    } as never);
    await em.insert(InvitationEntity, {
      id: invitationId,
      eventId: eventIds.published,
      address: 'nobody-yet@example.org',
      addressKey: 'nobody-yet@example.org',
      locale: 'en',
      createdAt: now,
    } as never);
    await em.insert(OneTimeCodeEntity, {
      id: ticket,
      purpose: 'sign-in',
      address: 'going@example.org',
      addressKey: 'going@example.org',
      codeHash: 'x',
      intent: {},
      createdAt: now,
      expiresAt: after(now, HOUR_MS),
    } as never);
  });
}

/** Everything that any mail asks for; each takes what it knows. */
function payloadOf(kind: string): Record<string, unknown> {
  const state = STATES[kind] ?? 'going';
  return {
    ticket,
    code: '12345678',
    fullName: 'Ada Example <b>"bold"</b>',
    ipAddress: '203.0.113.7',
    place: 'Reykjavik, Iceland',
    userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0 <script>',
    at: '2027-03-14T18:30:00.000Z',
    eventId: eventIds.published,
    participationId: participationIds[state],
    invitationId,
    announcementId,
    keyName: 'Nightly report',
    token: 'a-token-of-a-link',
    startedAt: '2027-03-13T18:30:00.000Z',
    formerName: 'Repair <b>tea</b>',
    formerPlace: 'Town hall',
    accountId,
    subjectId: accountId,
    subjectName: 'Grace <b>"bold"</b>',
    subjectAddress: 'grace@example.org',
    change: 'made',
    seatChanges: 2,
    removedAt: '2027-03-13T18:30:00.000Z',
    sessions: 2,
    takenBack: {
      apiKeys: 1,
      passkeys: 1,
      passkeysKept: 1,
      secondFactors: 1,
      password: 'kept',
      recoveryCodes: 10,
    },
  };
}

function linksOf(text: string): Set<string> {
  return new Set(text.match(/https?:\/\/[^\s"<>&]+/g)?.filter((link) => !link.includes('www.w3.org')));
}

describe.each(kinds)('%s', (kind) => {
  test.each(LOCALES)('in %s says the same in html and text, with nothing from elsewhere', (locale) => {
    const mail = letters.get(`${kind}.${locale}@example.org`);
    if (mail === undefined) throw new Error(`${kind} was not sent in ${locale}`);
    expect(mail.subject).not.toBe('');
    expect(mail.html).toContain(`lang="${locale}"`);
    expect(mail.html).toContain('prefers-color-scheme: dark');
    expect(mail.html).not.toMatch(/<img|<script|<link|url\(|@import|background=/i);
    expect(mail.html).not.toMatch(/<b>"bold"|<i>friends/);
    expect(linksOf(mail.html)).toEqual(linksOf(mail.text));
    for (const link of linksOf(mail.text)) expect(link).toMatch(/^https:\/\/foyer\.example\.org\//);
    expect(`${mail.subject} ${mail.text}`).not.toMatch(/undefined|null|\[object|NaN|Invalid/);
    expect(/[а-яё]{3}/i.test(mail.text)).toBe(locale === 'ru');
    if (kind.endsWith('-code')) expect(mail.text).toContain('12345678');
    // What was done from somewhere says from where, and not by the network address alone.
    if (mail.text.includes('203.0.113.7'))
      expect(mail.text).toContain(`${wordsIn(locale).place}: Reykjavik, Iceland`);
  });
});

test.each(LOCALES)(
  'in %s every mail says that it knows dark, and has no picture that could be from elsewhere',
  (locale) => {
    for (const kind of kinds) {
      const html = letters.get(`${kind}.${locale}@example.org`)?.html ?? '';
      for (const name of ['color-scheme', 'supported-color-schemes'])
        expect(html.match(/<meta[^>]*>/g)?.filter((meta) => meta.includes(`name="${name}"`))).toEqual([
          expect.stringContaining('content="light dark"'),
        ]);
      expect(html).not.toMatch(/<(img|picture|video|svg|object|iframe)|src=|srcset=|url\(/i);
    }
  },
);

test.each(LOCALES)(
  'in %s a security notice says of each event what happened, and how to end it',
  (locale) => {
    const said = SECURITY_EVENTS.map((event) => {
      const mail = letters.get(`security-notice-${event}.${locale}@example.org`);
      const { subject, text } = wordsIn(locale).securityNotice.events[event];
      expect(mail?.subject).toBe(subject);
      expect(mail?.text.replaceAll(/\s+/g, ' ')).toContain(text);
      expect(mail?.text).toContain(`/not-me?token=a-token-of-a-link&lang=${locale}`);
      return `${subject} ${text}`;
    });
    expect(new Set(said).size).toBe(SECURITY_EVENTS.length);
  },
);

test('greets nobody by a name that carries an address of its own', async () => {
  const mail = letters.get('registration-code.en@example.org');
  expect(mail?.text).toContain('Hello Ada Example');
  const { greetedName } = await import('./messaging/mails/people-and-times.ts');
  for (const name of [
    'Win at http://example.org',
    'www.example.org',
    'visit example.org now',
    'a@example.org',
  ])
    expect(greetedName(name)).toBeNull();
  for (const name of ['Dr. Ada Example', 'J. R. R. Example', 'Анна Пример', "O'Example-Sample Jr."])
    expect(greetedName(name)).toBe(name);
});
