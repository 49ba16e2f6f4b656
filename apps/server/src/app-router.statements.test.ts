import { createRequire } from 'node:module';
import pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { appRouter } from './app-router.ts';
import { startApi } from './roles/api.ts';
import { ask, type ProcedureName } from './testing/ask.ts';
import { freePort } from './testing/free-port.ts';
import { makeEvent } from './testing/make-event.ts';
import { openTestInstallation, type TestInstallation } from './testing/open-test-installation.ts';
import { makePeople, makePerson, type Person } from './testing/people.ts';

type Sending = { connectionParameters: { application_name: string } };

/** The connections that answer requests; the queue's and the listener's go their own way. */
const OWN = new Set(['foyer', 'foyer-read']);

/** Readers of notifications are woken after a commit, by one statement for all that commit meanwhile. */
const OF_NO_CALL = 'as woken';

/** Every statement that the API's own connections send, in their order. */
const sent: string[] = [];

// The ORM may stand on a copy of the driver of its own; both are listened to.
const require = createRequire(import.meta.url);
const ofOrm = createRequire(require.resolve('@mikro-orm/postgresql/package.json'))('pg') as typeof pg;
for (const { prototype } of new Set([pg.Client, ofOrm.Client])) {
  const query = prototype.query as (...parts: unknown[]) => unknown;
  vi.spyOn(prototype, 'query').mockImplementation(function (this: Sending, ...parts: unknown[]) {
    const [first] = parts as [string | { text: string }];
    const text = typeof first === 'string' ? first : first.text;
    if (OWN.has(this.connectionParameters.application_name) && !text.includes(OF_NO_CALL)) sent.push(text);
    return query.apply(this, parts);
  } as never);
}

let installation: TestInstallation;
let api: { close(): Promise<void> };
let url: string;
let member: { url: string; token: string };
let person: Person;
/** An event to which 25 people have asked to be let in. */
let askedId: string;
let staff: { url: string; token: string };
let superuser: { url: string; token: string };
let eventId: string;
let robotId: string;
let seriesId: string;

beforeAll(async () => {
  const port = await freePort();
  installation = await openTestInstallation({
    PORT: String(port),
    RATE_LIMIT_PER_MINUTE: '0',
    WEBHOOK_ALLOWED_HOSTS: 'hooks.example.org',
  });
  api = await startApi(installation);
  url = `http://127.0.0.1:${port}`;
  const place = { config: installation.config, databaseUrl: installation.testDatabase.url };
  person = await makePerson(place);
  member = { url, token: person.token };
  staff = { url, token: (await makePerson(place, 'staff')).token };
  superuser = { url, token: (await makePerson(place, 'superuser')).token };
  robotId = (await ask(superuser, 'systemUsers.create', { fullName: 'A robot' })).data.id;
  const em = () => installation.database.fork();
  for (let index = 0; index < 30; index++) {
    eventId = await makeEvent(em(), installation.clock.now(), { capacity: 20 });
    await ask(member, 'participations.join', { eventId });
  }
  const repeated = await makeEvent(em(), installation.clock.now(), { status: 'draft' });
  seriesId = (await ask(staff, 'series.create', { eventId: repeated, rule: 'FREQ=DAILY;COUNT=30' })).data.id;
  // What was never seen before gets its numbers by the first look.
  await ask(member, 'notifications.list');
  askedId = await makeEvent(em(), installation.clock.now(), { capacity: 20, joinPolicy: 'approval' });
  for (const { token } of await makePeople(place, 25))
    for (const joined of [eventId, askedId])
      await ask({ url, token }, 'participations.join', { eventId: joined });
});
afterAll(async () => {
  await api.close();
  await installation.close();
  vi.restoreAllMocks();
});

async function statementsOf(who: Parameters<typeof ask>[0], procedure: ProcedureName, input: object = {}) {
  // Once before, so that the session is remembered, the connections are open and the statements prepared.
  await ask(who, 'events.list');
  sent.length = 0;
  const answer = await ask(who, procedure, input);
  return {
    outcome: answer.outcome,
    statements: sent.map((text) => text.replaceAll(/\s+/g, ' ').slice(0, 120)),
  };
}

const inDays = (days: number) =>
  new Date(installation.clock.now().getTime() + days * 86_400_000).toISOString().slice(0, 16);
const times = () => ({ startsAtLocal: inDays(5), endsAtLocal: inDays(6), timeZone: 'UTC' });
const draft = () => ({ name: 'A draft', ...times() });

/** How many statements each question costs. More is a decision, not an accident. */
const TABLE: [ProcedureName, number, () => Parameters<typeof ask>[0], () => object | Promise<object>][] = [
  ['accounts.me', 0, () => member, () => ({})],
  ['accounts.list', 1, () => staff, () => ({ query: 'person' })],
  ['accounts.get', 4, () => staff, () => ({ accountId: person.accountId })],
  ['systemUsers.listKeys', 2, () => superuser, () => ({ accountId: robotId })],
  ['passwords.status', 1, () => member, () => ({})],
  ['events.list', 1, () => url, () => ({})],
  ['events.search', 1, () => member, () => ({ query: 'evenign' })],
  ['events.get', 1, () => member, () => ({ eventId })],
  ['events.list', 1, () => url, () => ({ seriesId: eventId })],
  ['series.preview', 0, () => staff, () => ({ ...times(), rule: 'FREQ=DAILY' })],
  ['series.get', 1, () => staff, () => ({ seriesId })],
  ['series.listDates', 1, () => staff, () => ({ seriesId })],
  ['participations.listMine', 1, () => member, () => ({})],
  ['participations.listForEvent', 1, () => staff, () => ({ eventId })],
  ['participations.listForEvent', 1, () => staff, () => ({ eventId, search: 'person', checkedIn: 'no' })],
  ['participations.countForEvent', 1, () => staff, () => ({ eventId })],
  ['participations.attendance', 1, () => staff, () => ({ eventId })],
  ['participations.listDoor', 1, () => staff, () => ({ eventId })],
  ['participations.history', 1, () => staff, () => ({ participationId: eventId })],
  ['secondFactors.list', 2, () => member, () => ({})],
  ['participations.ticket', 1, () => member, () => ({ eventId })],
  ['participations.listInvitations', 1, () => staff, () => ({ eventId })],
  ['announcements.list', 1, () => staff, () => ({ eventId })],
  ['blacklist.list', 1, () => staff, () => ({ eventId })],
  ['calendarFeeds.get', 1, () => member, () => ({})],
  ['mailPreferences.get', 1, () => member, () => ({})],
  ['notifications.list', 1, () => member, () => ({})],
  ['notifications.count', 1, () => member, () => ({})],
  ['notifications.preferences', 1, () => member, () => ({})],
  ['sessions.list', 1, () => member, () => ({})],
  ['reauthentications.options', 1, () => member, () => ({})],
  ['apiKeys.list', 1, () => member, () => ({})],
  ['apiClients.list', 1, () => superuser, () => ({})],
  ['passkeys.list', 1, () => member, () => ({})],
  ['calendarFeeds.get', 1, () => member, () => ({})],
];

test.for(TABLE)('%s costs %i statement(s), whatever it answers', async ([procedure, most, who, input]) => {
  const { outcome, statements } = await statementsOf(who(), procedure, await input());
  expect(outcome).toBe('OK');
  expect(statements).toHaveLength(most);
});

test('lists cost the same for a page of one and a page of many', async () => {
  for (const limit of [1, 100])
    for (const procedure of ['events.list', 'participations.listMine'] as const)
      expect((await statementsOf(member, procedure, { limit })).statements).toHaveLength(1);
});

/** The same of changes, by how they end. Each begins and ends a transaction; limits are counted before it. */
const MUTATIONS = {
  'accounts.updateProfile OK': 5,
  'accounts.disable OK': 8,
  'accounts.enable OK': 8,
  'accounts.endSessions OK': 7,
  'accounts.removeFactor FACTOR_NOT_FOUND': 4,
  'accounts.setRole OK': 13,
  'accounts.endEverybodysSessions OK': 6,
  'systemUsers.create OK': 4,
  'systemUsers.createKey OK': 7,
  'systemUsers.revokeKey API_KEY_NOT_FOUND': 4,
  'addressChanges.start OK': 12,
  'addressChanges.confirm CODE_WRONG': 4,
  'addressChanges.undo UNDO_LINK_INVALID': 4,
  'registrations.start OK': 9,
  'accounts.import OK': 5,
  'passwords.set OK': 14,
  'passwords.remove OK': 16,
  'signIns.withPassword CREDENTIALS_WRONG': 7,
  'recoveries.start OK': 9,
  'recoveries.redeem CODE_WRONG': 4,
  'recoveries.finish TICKET_INVALID': 2,

  'registrations.verify CODE_WRONG': 4,
  'signIns.requestCode OK': 9,
  'signIns.redeemCode CODE_WRONG': 4,
  'secondFactors.startTotp OK': 7,
  'secondFactors.confirmTotp CODE_WRONG': 7,
  'secondFactors.addMailCode FIRST_FACTOR_MISSING': 5,
  'secondFactors.addPasskey FIRST_FACTOR_MISSING': 5,
  'secondFactors.setWebhook OK': 12,
  'secondFactors.confirmWebhook CODE_WRONG': 7,
  'secondFactors.remove OK': 9,
  'secondFactors.makeRecoveryCodes SECOND_FACTOR_OFF': 5,
  'secondFactors.requestCode TICKET_INVALID': 4,
  'secondFactors.redeem TICKET_INVALID': 4,
  'secondFactors.redeemForRecovery TICKET_INVALID': 4,
  'sessions.refresh SESSION_ENDED': 4,
  'sessions.signOut OK': 2,
  'sessions.end SESSION_NOT_FOUND': 3,
  'sessions.endOthers OK': 3,
  'sessions.report LINK_INVALID': 4,
  'reauthentications.requestCode OK': 9,
  'reauthentications.withCode CODE_WRONG': 5,
  'reauthentications.withPassword PASSWORD_WRONG': 7,
  'reauthentications.startPasskey OK': 5,
  'reauthentications.withPasskey CEREMONY_OVER': 5,
  'reauthentications.redeemSecondFactor TICKET_INVALID': 6,
  'apiKeys.create OK': 11,
  'apiKeys.revoke API_KEY_NOT_FOUND': 3,
  'apiClients.create OK': 5,
  'apiClients.update API_CLIENT_NOT_FOUND': 3,
  'apiClients.rotateSecret API_CLIENT_NOT_FOUND': 3,
  'apiClients.disable API_CLIENT_NOT_FOUND': 3,
  'signIns.startPasskey OK': 5,
  'signIns.withPasskey CEREMONY_OVER': 4,
  'passkeys.startRegistration OK': 6,
  'passkeys.register CEREMONY_OVER': 5,
  'passkeys.rename PASSKEY_NOT_FOUND': 3,
  'passkeys.remove PASSKEY_NOT_FOUND': 5,
  'passkeys.startSecondFactor TICKET_INVALID': 4,
  'passkeys.redeemSecondFactor TICKET_INVALID': 4,
  'passkeys.redeemForRecovery TICKET_INVALID': 4,
  'calendarFeeds.renew OK': 3,
  'calendarFeeds.revoke OK': 3,
  'mailPreferences.set OK': 4,
  'notifications.acknowledge OK': 4,
  'notifications.setPreferences OK': 4,
  'events.create OK': 5,
  'events.update OK': 7,
  'events.publish OK': 7,
  'events.cancel OK': 10,
  'events.duplicate OK': 6,
  'events.startImageUpload OK': 5,
  'events.setImage UPLOAD_INVALID': 2,
  'events.removeImage OK': 7,
  'events.unpublish OK': 8,
  'events.archive OK': 7,
  'announcements.preview OK': 5,
  'announcements.create OK': 10,
  'announcements.cancel ANNOUNCEMENT_NOT_FOUND': 3,
  // However many dates it has: 40 here.
  'series.create OK': 9,
  'series.update OK': 15,
  'series.addDate OK': 10,
  'series.skipDate OK': 11,
  'series.publish OK': 11,
  'series.end OK': 7,
  'series.cancel OK': 13,
  'participations.join OK': 12,
  'participations.leave OK': 11,
  'participations.invite OK': 13,
  'participations.inviteByCsv OK': 8,
  'participations.export OK': 4,
  'participations.accept OK': 12,
  'participations.decline NOTHING_OFFERED': 4,
  'participations.record OK': 14,
  'participations.recordRequest OK': 11,
  'participations.approve OK': 17,
  'participations.reject OK': 15,
  'participations.checkIn OK': 4,
  'participations.undoCheckIn OK': 5,
  'participations.remove OK': 12,
  'participations.withdrawInvitation INVITATION_NOT_FOUND': 3,
  // With one participation that it ends, and one person who moves up.
  'blacklist.add OK': 25,
  'blacklist.remove BLACKLIST_ENTRY_NOT_FOUND': 3,
};

/** Ten people, each with a password. */
const IMPORTED = Array.from({ length: 10 }, (_, n) => ({
  address: `imported${n}@example.org`,
  fullName: 'Ada Example',
  passwordHash: `$2b$10$${'.'.repeat(53)}`,
}));

test('every mutation keeps to its bound, and no row costs a statement of its own', async () => {
  const made = (await ask(staff, 'events.create', draft())).data;
  const nobodys = '019f0000-0000-7000-8000-000000000000';
  const signed = { clientDataJSON: 'x', authenticatorData: 'x', signature: 'x', attestationObject: 'x' };
  const response = { id: 'x', rawId: 'x', type: 'public-key', response: signed };
  const { accountId, refreshToken } = person;
  const idsAt = async (event: string) =>
    (await installation.testDatabase.query(`select id from participation where event_id = '${event}'`)).map(
      (row) => row.id as string,
    );
  const ownIdAt = async (event: string, account: string) =>
    (
      await installation.testDatabase.query(
        `select id from participation where event_id = '${event}' and account_id = '${account}'`,
      )
    )[0]?.id;
  const reason = 'It was agreed by phone.';
  const drafted = (await ask(staff, 'events.create', draft())).data;
  const editedDate = async () => {
    const { version } = (await ask(staff, 'events.get', { eventId: drafted.id })).data;
    return { eventId: drafted.id, version };
  };
  const ownSeriesId = async () => (await ask(staff, 'events.get', { eventId: drafted.id })).data.series?.id;
  const record = { eventId: made.id, accountId, state: 'left', reason };
  const steps: [ProcedureName, Parameters<typeof ask>[0], object | (() => Promise<object>)][] = [
    // Before the member's profile changes: who calls is then known from memory.
    ['addressChanges.start', member, { address: 'newer@example.org' }],
    ['accounts.updateProfile', member, { fullName: 'Ada' }],
    ['accounts.import', superuser, { accounts: IMPORTED }],
    ['passwords.set', member, { password: 'seven lanterns' }],
    ['passwords.remove', member, {}],
    ['signIns.withPassword', url, { address: 'new@example.org', password: 'seven lanterns' }],
    ['recoveries.start', url, { address: 'new@example.org' }],
    ['recoveries.redeem', url, { ticket: '019f0000-0000-7000-8000-000000000000', code: '12345678' }],
    ['recoveries.finish', url, { ticket: 'x'.repeat(43), password: 'seven lanterns' }],
    ['addressChanges.confirm', url, { ticket: '019f0000-0000-7000-8000-000000000000', code: '12345678' }],
    ['addressChanges.undo', url, { token: 'x'.repeat(43) }],
    ['registrations.start', url, { address: 'new@example.org', fullName: 'New' }],
    ['registrations.verify', url, { ticket: '019f0000-0000-7000-8000-000000000000', code: '12345678' }],
    ['signIns.requestCode', url, { address: 'new@example.org' }],
    ['signIns.redeemCode', url, { ticket: '019f0000-0000-7000-8000-000000000000', code: '12345678' }],
    ['secondFactors.startTotp', staff, {}],
    ['secondFactors.confirmTotp', staff, { code: '1' }],
    ['secondFactors.addMailCode', staff, {}],
    ['secondFactors.addPasskey', staff, {}],
    ['secondFactors.setWebhook', staff, { url: 'https://hooks.example.org/' }],
    ['secondFactors.confirmWebhook', staff, { code: '12345678' }],
    ['secondFactors.remove', staff, { kind: 'totp' }],
    ['secondFactors.makeRecoveryCodes', staff, {}],
    ['secondFactors.requestCode', url, { ticket: 'x', kind: 'mail-code' }],
    ['secondFactors.redeem', url, { ticket: 'x', kind: 'totp', code: '1' }],
    ['secondFactors.redeemForRecovery', url, { ticket: 'x', kind: 'totp', code: '1' }],
    ['sessions.refresh', url, { refreshToken: 'x'.repeat(43) }],
    ['sessions.signOut', url, {}],
    ['sessions.end', member, { sessionId: '019f0000-0000-7000-8000-000000000000' }],
    ['sessions.endOthers', member, {}],
    ['sessions.report', url, { token: 'x'.repeat(43) }],
    ['reauthentications.requestCode', member, {}],
    [
      'reauthentications.withCode',
      member,
      { ticket: '019f0000-0000-7000-8000-000000000000', code: '12345678', refreshToken },
    ],
    ['reauthentications.withPassword', member, { password: 'wrong', refreshToken }],
    ['reauthentications.startPasskey', member, {}],
    ['reauthentications.withPasskey', member, { ceremonyId: nobodys, response, refreshToken }],
    [
      'reauthentications.redeemSecondFactor',
      member,
      { ticket: 'x'.repeat(43), kind: 'password', code: 'wrong', refreshToken },
    ],
    ['apiKeys.create', member, { name: 'A tool', scopes: ['events:read'], expiresInDays: 1 }],
    ['apiKeys.revoke', member, { keyId: '019f0000-0000-7000-8000-000000000000' }],
    ['apiClients.create', superuser, { name: 'An app', origins: [] }],
    ['apiClients.update', superuser, { clientId: '019f0000-0000-7000-8000-000000000000' }],
    ['apiClients.rotateSecret', superuser, { clientId: '019f0000-0000-7000-8000-000000000000' }],
    ['apiClients.disable', superuser, { clientId: '019f0000-0000-7000-8000-000000000000' }],
    ['signIns.startPasskey', url, { address: 'new@example.org' }],
    ['signIns.withPasskey', url, { ceremonyId: nobodys, response }],
    ['passkeys.startRegistration', member, {}],
    ['passkeys.register', member, { ceremonyId: nobodys, response }],
    ['passkeys.rename', member, { passkeyId: nobodys, name: 'Key' }],
    ['passkeys.remove', member, { passkeyId: nobodys }],
    ['passkeys.startSecondFactor', url, { ticket: 'x' }],
    ['passkeys.redeemSecondFactor', url, { ticket: 'x', ceremonyId: nobodys, response }],
    ['passkeys.redeemForRecovery', url, { ticket: 'x', ceremonyId: nobodys, response }],
    ['calendarFeeds.renew', member, {}],
    ['calendarFeeds.revoke', member, {}],
    ['mailPreferences.set', member, { reminders: false }],
    ['notifications.acknowledge', member, { upTo: 1 }],
    ['notifications.setPreferences', member, { reminders: false }],
    ['events.create', staff, draft()],
    ['events.update', staff, { eventId: made.id, version: made.version, name: 'Another' }],
    ['events.duplicate', staff, { eventId: made.id, startsAtLocal: inDays(9) }],
    ['events.startImageUpload', staff, { eventId: made.id }],
    ['events.setImage', staff, { eventId: made.id, upload: 'x', alt: '' }],
    ['events.removeImage', staff, { eventId: made.id }],
    ['events.publish', staff, { eventId: made.id }],
    ['events.unpublish', staff, { eventId: made.id }],
    ['events.publish', staff, { eventId: made.id }],
    ['series.create', staff, { eventId: drafted.id, rule: 'FREQ=WEEKLY;COUNT=40' }],
    [
      'series.update',
      staff,
      async () => ({ ...(await editedDate()), scope: 'all', name: 'Another', capacity: 5 }),
    ],
    ['series.addDate', staff, async () => ({ seriesId: await ownSeriesId(), date: inDays(6).slice(0, 10) })],
    [
      'series.skipDate',
      staff,
      async () => ({ seriesId: await ownSeriesId(), date: inDays(6).slice(0, 10), reason }),
    ],
    ['series.publish', staff, async () => ({ seriesId: await ownSeriesId() })],
    ['series.end', staff, async () => ({ seriesId: await ownSeriesId() })],
    ['series.cancel', staff, { eventId: drafted.id, scope: 'all', reason }],
    ['calendarFeeds.renew', member, {}],
    ['calendarFeeds.revoke', member, {}],
    ['participations.join', member, { eventId: made.id }],
    ['participations.leave', member, { eventId: made.id }],
    [
      'participations.invite',
      staff,
      { eventId: made.id, accountIds: [accountId], addresses: ['x@example.org'] },
    ],
    ['participations.inviteByCsv', staff, { eventId: made.id, csv: 'y@example.org\nz@example.org' }],
    ['participations.export', staff, { eventId: made.id }],
    ['participations.accept', member, { eventId: made.id }],
    ['participations.decline', member, { eventId: made.id }],
    ['participations.record', staff, record],
    ['participations.recordRequest', staff, { eventId: made.id, accountId }],
    [
      'participations.checkIn',
      staff,
      async () => ({ eventId, participationId: await ownIdAt(eventId, accountId) }),
    ],
    [
      'participations.undoCheckIn',
      staff,
      async () => ({ eventId, participationId: await ownIdAt(eventId, accountId) }),
    ],
    // 25 people at once: 20 get seats, and 5 places in the line.
    ['participations.approve', staff, async () => ({ participationIds: await idsAt(askedId) })],
    ['participations.reject', staff, async () => ({ participationIds: await idsAt(askedId) })],
    [
      'participations.remove',
      staff,
      async () => ({ participationId: (await idsAt(made.id))[0], reason: 'A mistake.' }),
    ],
    ['blacklist.add', staff, { eventId, accountId, reason }],
    ['participations.withdrawInvitation', staff, { invitationId: '019f0000-0000-7000-8000-000000000000' }],
    ['blacklist.remove', staff, { entryId: '019f0000-0000-7000-8000-000000000000' }],
    ['announcements.preview', staff, { eventId, subject: 'A mug', body: 'Bring one.' }],
    // 25 people are written to.
    ['announcements.create', staff, { eventId, subject: 'A mug', body: 'Bring one.' }],
    ['announcements.cancel', staff, { announcementId: nobodys }],
    // 26 people are told, and their reminders withdrawn.
    ['events.cancel', staff, { eventId, reason: 'It rains.' }],
    ['events.archive', staff, { eventId }],
    ['systemUsers.create', superuser, { fullName: 'Another robot' }],
    [
      'systemUsers.createKey',
      superuser,
      { accountId: robotId, name: 'x', scopes: ['events:read'], expiresInDays: 1 },
    ],
    ['systemUsers.revokeKey', superuser, { accountId: robotId, keyId: nobodys }],
    ['accounts.removeFactor', superuser, { accountId, kind: 'totp', reason }],
    ['accounts.endSessions', staff, { accountId }],
    ['accounts.disable', staff, { accountId, reason }],
    ['accounts.enable', staff, { accountId }],
    ['accounts.setRole', superuser, { accountId, role: 'staff', reason }],
    ['accounts.endEverybodysSessions', superuser, {}],
  ];
  const counted: Record<string, number> = {};
  for (const [procedure, who, input] of steps) {
    const { outcome, statements } = await statementsOf(
      who,
      procedure,
      typeof input === 'function' ? await input() : input,
    );
    counted[`${procedure} ${outcome}`] = statements.length;
  }
  expect(counted).toEqual(MUTATIONS);
  const named = new Set([...steps.map(([procedure]) => procedure), ...TABLE.map(([procedure]) => procedure)]);
  expect(Object.keys(appRouter._def.procedures).filter((name) => !named.has(name as ProcedureName))).toEqual(
    [],
  );
});
