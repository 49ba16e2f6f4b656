// A blank project that installed @foyer/client: it calls every procedure, and is compiled by the strictest compilers
// without the DOM's types or Node's. What must not compile is marked so.
import {
  type Account,
  type ApiKey,
  type Client,
  createClient,
  type EventImageVariant,
  type EventPage,
  type EventsGetFault,
  FoyerError,
  isFault,
  memoryStore,
  type SessionStore,
  uploadImage,
} from '@foyer/client';
import { fileStore } from '@foyer/client/node';
import {
  addPasskey,
  completeSignInWithPasskey,
  isAutofillSupported,
  isPasskeyFault,
  isPasskeySupported,
  signalAcceptedPasskeys,
  signInWithPasskey,
} from '@foyer/client/passkeys';

const file: SessionStore = fileStore('session.json');
export const kept: Client = createClient({ url: 'https://foyer.example.org', session: file });
const client = createClient({
  url: 'https://foyer.example.org',
  session: memoryStore(),
  headers: { 'x-tenant': 'hall' },
  locale: 'ru',
  onSessionEnd: () => undefined,
  onReauthenticationRequired: async () => true,
  fetch: async () => ({ status: 200, headers: { get: () => null }, text: async () => '{}' }),
});

export async function everyProcedure(eventId: string): Promise<void> {
  const me: Account = await client.accounts.me();
  await client.accounts.updateProfile({ fullName: me.fullName, locale: 'en' });
  const change = await client.addressChanges.start({ address: 'person@new.example.org' });
  await client.addressChanges.confirm({ ticket: change.ticket, code: '12345678' });
  await client.addressChanges.undo({ token: 'x' });
  const sent = await client.registrations.start({ address: 'person@example.org', fullName: 'A Person' });
  await client.registrations.verify({ ticket: sent.ticket, code: '12345678' });
  await client.signIns.requestCode({ address: 'person@example.org' });
  const outcome = await client.signIns.redeemCode({ ticket: sent.ticket, code: '12345678' });
  const endsAt: Date | undefined = outcome.session?.accessTokenExpiresAt;
  const entered = await client.signIns.withPassword({ address: me.address, password: 'seven lanterns' });
  const owed: readonly string[] | undefined = entered.secondFactor?.factors;
  await client.passwords.set({ password: owed?.join(' ') ?? 'eight lanterns', endOtherSessions: false });
  const { changedAt }: { changedAt: Date | null } = await client.passwords.status();
  if (changedAt) await client.passwords.remove();
  const lost = await client.recoveries.start({ address: me.address });
  const step = await client.recoveries.redeem({ ticket: lost.ticket, code: '12345678' });
  if (!step.secondFactor) await client.recoveries.finish({ ticket: step.ticket, password: 'nine lanterns' });
  await client.accounts.import({ accounts: [{ address: 'b@example.org', fullName: 'B Person' }] });
  const app = await client.secondFactors.startTotp();
  const { recoveryCodes } = await client.secondFactors.confirmTotp({ code: app.secret });
  await client.secondFactors.addMailCode();
  await client.secondFactors.addPasskey();
  const { signingSecret } = await client.secondFactors.setWebhook({ url: 'https://hooks.example.org' });
  await client.secondFactors.confirmWebhook({ code: signingSecret });
  const factors = await client.secondFactors.list();
  await client.secondFactors.remove({ kind: factors.factors[0]?.kind ?? 'totp' });
  const { codes } = await client.secondFactors.makeRecoveryCodes();
  const ticket = outcome.secondFactor?.ticket ?? '';
  await client.secondFactors.requestCode({ ticket, kind: 'mail-code' });
  await client.secondFactors.redeem({ ticket, kind: 'recovery-code', code: codes[0] ?? '' });
  await client.secondFactors.redeemForRecovery({ ticket, kind: 'totp', code: recoveryCodes?.[0] ?? '' });
  await client.sessions.refresh();
  await client.sessions.signOut();
  const { items: passkeys, rpId } = await client.passkeys.list();
  const made = await client.passkeys.startRegistration();
  const shown = { id: 'x', rawId: 'x', type: 'public-key' } as const;
  await client.passkeys.register({
    ceremonyId: made.ceremonyId,
    response: { ...shown, response: { clientDataJSON: made.options.challenge, attestationObject: rpId } },
  });
  await client.passkeys.rename({ passkeyId: passkeys[0]?.id ?? '', name: 'Key' });
  await client.passkeys.remove({ passkeyId: passkeys[0]?.id ?? '' });
  const begun = await client.signIns.startPasskey({ address: undefined });
  const response = {
    ...shown,
    response: { clientDataJSON: 'x', authenticatorData: 'x', signature: 'x', userHandle: null },
  };
  await client.signIns.withPasskey({ ceremonyId: begun.ceremonyId, response });
  const { ceremonyId } = await client.passkeys.startSecondFactor({ ticket: 'x' });
  await client.passkeys.redeemSecondFactor({ ticket: 'x', ceremonyId, response });
  await client.passkeys.redeemForRecovery({ ticket: 'x', ceremonyId, response });
  const confirmed = await client.reauthentications.startPasskey();
  await client.reauthentications.withPasskey({ ceremonyId: confirmed.ceremonyId, response });
  const { items: devices } = await client.sessions.list();
  await client.sessions.end({ sessionId: devices[0]?.id ?? '' });
  await client.sessions.endOthers({});
  const key = await client.apiKeys.create({ name: 'A tool', scopes: ['events:read'], expiresInDays: 30 });
  const keys: ApiKey[] = (await client.apiKeys.list()).items;
  await client.apiKeys.revoke({ keyId: keys[0]?.id ?? key.id });
  const registered = await client.apiClients.create({ name: 'An app', origins: [] });
  const clientId = (await client.apiClients.list()).items[0]?.id ?? registered.id;
  await client.apiClients.update({ clientId, origins: ['https://app.example.org'] });
  await client.apiClients.rotateSecret({ clientId });
  await client.apiClients.disable({ clientId });
  createClient({ url: 'https://foyer.example.org', apiKey: key.key, client: registered });
  await client.sessions.report({ token: 'from a mail' });
  const { firstFactors } = await client.reauthentications.options();
  const stepUp = await client.reauthentications.requestCode();
  await client.reauthentications.withCode({ ticket: stepUp.ticket, code: '12345678' });
  const again = await client.reauthentications.withPassword({ password: firstFactors.join() });
  const freshUntil: Date | null = again.freshUntil;
  if (freshUntil === null && again.secondFactor)
    await client.reauthentications.redeemSecondFactor({
      ticket: again.secondFactor.ticket,
      kind: 'totp',
      code: '123456',
    });
  const ids = { eventId, accountId: me.id };
  const record = await client.participations.record({ ...ids, state: 'going', reason: 'By phone.' });
  await client.participations.recordRequest({ ...ids, reason: undefined });
  const { id: participationId } = record;
  await client.participations.approve({ participationIds: [participationId] });
  await client.participations.reject({ participationIds: [participationId], reason: 'Full.' });
  await client.participations.invite({ eventId, addresses: ['guest@example.org'] });
  const { items: invitations } = await client.participations.listInvitations({ eventId });
  await client.participations.withdrawInvitation({ invitationId: invitations[0]?.id ?? '' });
  await client.participations.accept({ eventId });
  await client.participations.decline({ eventId });
  const { ticket: shownAtTheDoor } = await client.participations.ticket({ eventId });
  await client.participations.checkIn({ eventId, ticket: shownAtTheDoor });
  await client.participations.undoCheckIn({ eventId, participationId });
  await client.participations.remove({ participationId, reason: 'Twice.' });
  await client.blacklist.add({ accountId: me.id, reason: 'Took things.' });
  const { items: entries } = await client.blacklist.list({ limit: 5 });
  await client.blacklist.remove({ entryId: entries[0]?.id ?? '' });
  const { url }: { url: string | null } = await client.calendarFeeds.get();
  if (url === null) await client.calendarFeeds.renew();
  else await client.calendarFeeds.revoke();
  const page: EventPage = await client.events.list({ when: 'past', cursor: undefined, limit: 5 });
  const next: string | null = page.nextCursor;
  const event = await client.events.get({ eventId }, { signal: undefined });
  await client.events.create({
    name: next ?? 'An evening',
    startsAtLocal: '2027-03-14T19:30',
    endsAtLocal: '2027-03-14T22:00',
    timeZone: 'Europe/Berlin',
    registrationClosesAt: endsAt ?? null,
  });
  await client.events.update({ eventId, version: event.version, capacity: null });
  await client.events.search({ query: 'choir', seats: 'free', from: new Date(0) });
  await client.events.publish({ eventId });
  await client.events.unpublish({ eventId });
  await client.events.duplicate({ eventId, startsAtLocal: '2027-03-21T19:30' });
  await client.events.archive({ eventId });
  await client.mailPreferences.set(await client.mailPreferences.get());
  const said = { eventId, subject: 'Bring a mug', body: 'There is tea.' };
  const { people } = await client.announcements.preview({ ...said, states: ['going'] });
  const { id: announcementId } = await client.announcements.create({ ...said, sendAt: undefined });
  await client.announcements.list({ eventId, limit: people });
  await client.announcements.cancel({ announcementId });
  const sending = await client.events.startImageUpload({ eventId });
  await client.events.setImage({ eventId, upload: `${sending.url} ${sending.mostBytes}`, alt: 'Lanterns' });
  await client.events.removeImage({ eventId });
  const { image } = await uploadImage(client, { eventId, file: new Uint8Array(3), alt: '' });
  const smallest: EventImageVariant | undefined = image?.variants[0];
  void smallest?.url;
  await client.events.cancel({ eventId, reason: 'The hall is flooded.' });
  await client.participations.join({ eventId }, { idempotencyKey: 'once' });
  await client.participations.leave({ eventId });
  await client.participations.listMine();
  await client.participations.listForEvent({ eventId, search: 'ada', checkedIn: 'no' });
}

export async function runAnEvent(client: Client, eventId: string): Promise<string> {
  const counts = await client.participations.countForEvent({ eventId });
  const { standing } = await client.participations.attendance({ eventId });
  const { items, now } = await client.participations.listDoor({ eventId });
  const [first] = items;
  const ids = { eventId, participationId: first?.participationId };
  await client.participations.checkIn({ ...ids, scannedAt: now }, { idempotencyKey: 'scan-0001' });
  const { items: history } = await client.participations.history({
    participationId: first?.participationId ?? '',
  });
  const { problems } = await client.participations.inviteByCsv({ eventId, csv: 'ada@example.org' });
  const { url, expiresAt } = await client.participations.export({ eventId, format: 'xlsx' });
  const parts = [counts.going, standing.at(-1)?.going, history[0]?.reason, problems[0]?.line];
  return [...parts, url, expiresAt.getTime()].join();
}

export async function passkeysInAPage(signal: AbortSignalLike): Promise<string | undefined> {
  if (!isPasskeySupported()) return undefined;
  try {
    const autofill: boolean = await isAutofillSupported();
    const { session, secondFactor } = await signInWithPasskey(client, { autofill, signal });
    if (secondFactor) await completeSignInWithPasskey(client, secondFactor);
    const { name } = await addPasskey(client, { name: session?.account.fullName });
    await signalAcceptedPasskeys(client);
    return name;
  } catch (error) {
    if (isPasskeyFault(error, 'PASSKEY_CANCELLED', 'ABORTED')) return error.code;
    // @ts-expect-error a code that no ceremony ends with
    isPasskeyFault(error, 'EVENT_FULL');
    throw error;
  }
}

type AbortSignalLike = {
  aborted: boolean;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
};

export async function typedRefusals(eventId: string): Promise<string | undefined> {
  const joined = await client.participations.join.safe({ eventId });
  if (joined.ok) return joined.data.state;
  // @ts-expect-error there is no answer beside a refusal
  joined.data;
  switch (joined.error.code) {
    case 'EVENT_FULL':
    case 'NETWORK':
      return joined.error.message;
    // @ts-expect-error no procedure refuses with this
    case 'EVENT_FUL':
      break;
    // @ts-expect-error leaving refuses with this, joining does not
    case 'NOT_PARTICIPATING':
      break;
  }
  const found = await client.events.get.safe({ eventId });
  if (!found.ok && found.error.code === 'EVENT_NOT_FOUND') {
    const fault: Extract<EventsGetFault, { code: 'EVENT_NOT_FOUND' }> = found.error;
    throw fault;
  }
  try {
    await client.participations.leave({ eventId });
  } catch (error) {
    if (isFault(error, 'NOT_PARTICIPATING')) {
      const code: 'NOT_PARTICIPATING' = error.code;
      return code;
    }
    // @ts-expect-error a code that does not exist
    isFault(error, 'NOT_PARTICIPATNG');
    if (error instanceof FoyerError) return error.fields?.[0]?.path ?? error.requestId;
  }
  return undefined;
}

export async function looksAfterAccounts(): Promise<number> {
  const { items } = await client.accounts.list({ query: 'ada', state: 'open' });
  const accountId = items[0]?.id ?? '';
  const { isInReach, factors } = await client.accounts.get({ accountId });
  if (isInReach) await client.accounts.disable({ accountId, reason: 'It sends spam.' });
  await client.accounts.enable({ accountId });
  const { ended }: { ended: number } = await client.accounts.endSessions({ accountId });
  const passkeyId = factors.find(({ kind }) => kind === 'passkey')?.passkeyId ?? undefined;
  if (ended > 0) await client.accounts.removeFactor({ accountId, passkeyId, reason: 'Lost.' });
  const robot = await client.systemUsers.create({ fullName: 'Nightly import' });
  const wanted = { name: 'Import', scopes: ['events:read' as const], expiresInDays: 30 };
  const { id: keyId } = await client.systemUsers.createKey({ accountId: robot.id, ...wanted });
  await client.systemUsers.listKeys({ accountId: robot.id });
  await client.systemUsers.revokeKey({ accountId: robot.id, keyId });
  return (await client.accounts.endEverybodysSessions()).ended;
}

export function whatMustNotCompile(): void {
  // @ts-expect-error an input that is wanted is left out
  void client.events.get();
  // @ts-expect-error a field of the wrong type
  void client.events.get({ eventId: 1 });
  // @ts-expect-error a field that does not exist
  void client.events.list({ wen: 'past' });
  // @ts-expect-error a choice that does not exist
  void client.events.list({ when: 'soon' });
  // @ts-expect-error nothing is taken
  void client.accounts.me({ id: 'x' });
  // @ts-expect-error a procedure that does not exist
  client.events.drop;
  // @ts-expect-error a feature that does not exist
  client.users;
  // @ts-expect-error instants are dates
  void client.events.update({ eventId: 'x', version: 1, registrationOpensAt: '2027-03-14' });
  // @ts-expect-error a question takes no key
  void client.events.list({}, { idempotencyKey: 'once' });
  // @ts-expect-error an address is wanted
  createClient({});
}

// @ts-expect-error what steers jobs is on the admin listener alone
client.jobs;
