import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../kernel/ids.ts';
import { ask } from '../../testing/ask.ts';
import { BEHIND_PROXY, otherNetwork } from '../../testing/other-network.ts';
import { newAddress, requestSignIn, signUp } from '../../testing/sign-up.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';
import { until } from '../../testing/until.ts';
import { watchTransactions } from '../../testing/watch-transactions.ts';

const watched = watchTransactions();
let server: TestServer;

beforeAll(async () => {
  server = await startTestServer(BEHIND_PROXY);
});
afterAll(async () => {
  watched.stop();
  await server?.stop();
});

const caller = (headers: Record<string, string> = {}) => ({
  url: server.url,
  headers: { ...otherNetwork(), ...headers },
});
const person = () => signUp(server, { headers: otherNetwork() });
const newestMail = (address: string, count: number) =>
  until(async () => {
    const mails = await server.mailsTo(address);
    return mails.length >= count && mails.at(-1);
  }, `${count} mail(s) reached ${address}`);

describe('a registration', () => {
  it('makes an account once its code is redeemed, and none before', async () => {
    const address = newAddress();
    const profile = { fullName: 'Ada Example', organisation: 'Example Society', timeZone: 'Europe/Lisbon' };
    const started = await ask(caller(), 'registrations.start', { address, ...profile });
    expect(await server.database.query(`select id from account where address = '${address}'`)).toEqual([]);
    const code = await server.codeFor(address);
    const verified = await ask(caller(), 'registrations.verify', { ticket: started.data.ticket, code });
    expect(verified.data.session?.account).toMatchObject({
      address,
      ...profile,
      about: null,
      role: 'member',
      locale: 'en',
    });
  });

  it('A2 takes no id, role or state from its body: what is made is new, and its maker’s own', async () => {
    const victim = await person();
    const address = newAddress();
    const smuggled = {
      id: victim.account.id,
      accountId: victim.account.id,
      userId: victim.account.id,
      sessionId: victim.sessionId,
      role: 'superuser',
      addressKey: victim.account.address,
      addressVerifiedAt: new Date(),
      intent: { accountId: victim.account.id },
      enrolment: 'x',
    };
    const started = await ask(caller(), 'registrations.start', { ...smuggled, address, fullName: 'Mallory' });
    expect(started.data.ticket).not.toBe(victim.account.id);
    const code = await server.codeFor(address);
    const verified = await ask(caller(), 'registrations.verify', {
      ...smuggled,
      ticket: started.data.ticket,
      code,
    });
    expect(verified.data.session?.account).toMatchObject({ address, role: 'member' });
    expect(verified.data.session?.account.id).not.toBe(victim.account.id);
    expect(verified.data.session?.sessionId).not.toBe(victim.sessionId);
  });

  it('A2 takes no id when signing in either: the session is of the account that the mail went to', async () => {
    const [victim, mallory] = [await person(), await person()];
    const sent = await requestSignIn(server, mallory.account.address, otherNetwork());
    const redeemed = await ask(caller(), 'signIns.redeemCode', {
      ...sent,
      accountId: victim.account.id,
      userId: victim.account.id,
      address: victim.account.address,
    });
    expect(redeemed.data.session?.account.id).toBe(mallory.account.id);
  });

  it('A2 takes no id beside a sign-in: a code signs its own account in, whoever else asks', async () => {
    const [victim, mallory] = [await person(), await person()];
    const sent = await requestSignIn(server, victim.account.address, otherNetwork());
    const redeemed = await ask({ ...caller(), token: mallory.accessToken }, 'signIns.redeemCode', sent);
    expect(redeemed.data.session?.account.id).toBe(victim.account.id);
  });

  it('of a known address, in any spelling, makes no second account', async () => {
    const { account } = await person();
    await ask(caller(), 'registrations.start', {
      address: account.address.toUpperCase(),
      fullName: 'Mallory',
    });
    await newestMail(account.address, 3);
    const kept = await server.database.query(
      `select full_name from account where lower(address) = '${account.address}'`,
    );
    expect(kept).toEqual([{ full_name: 'Ada Example' }]);
  });
});

describe('whether an address is known', () => {
  const flows = [
    { procedure: 'registrations.start', input: (address: string) => ({ address, fullName: 'Ada' }) },
    { procedure: 'signIns.requestCode', input: (address: string) => ({ address }) },
  ] as const;

  it.each(flows)(
    'A18 $procedure tells neither by body and status nor by work done',
    async ({ procedure, input }) => {
      const { account } = await person();
      const unknown = newAddress();
      // Once for each beforehand, so that what is done only the first time does not count.
      for (const address of [newAddress(), account.address]) await ask(caller(), procedure, input(address));
      const asked: Awaited<ReturnType<typeof ask>>[] = [];
      const workFor = async (address: string) => {
        const isOfCode = /into "one_time_code"/;
        return watched.during(
          async () => asked.push(await ask(caller(), procedure, input(address))),
          isOfCode,
        );
      };
      const [forKnown, forUnknown] = [await workFor(account.address), await workFor(unknown)];

      expect(forKnown).toHaveLength(1);
      expect(forKnown[0]?.length).toBeGreaterThan(4);
      expect(forKnown).toEqual(forUnknown);
      const [known, other] = asked.map(({ status, headers, text }) => ({
        status,
        headers: [...headers.keys()].sort(),
        text: text.replaceAll(/[0-9a-f-]{36}/g, 'id').replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'time'),
      }));
      expect(known?.status).toBe(200);
      expect(known).toEqual(other);
    },
  );

  it.each(flows)(
    'A18 $procedure writes to both, so that the owner alone learns it',
    async ({ procedure, input }) => {
      const { account } = await person();
      const unknown = newAddress();
      await ask(caller(), procedure, input(account.address));
      await ask(caller(), procedure, input(unknown));
      const [toKnown, toUnknown] = [await newestMail(account.address, 3), await newestMail(unknown, 1)];
      expect(toKnown.subject).not.toBe(toUnknown.subject);
    },
  );

  it('A18 is not told by redeeming either: a guess at a known and at an unknown address is refused alike', async () => {
    const { account } = await person();
    const guess = async (address: string) => {
      const sent = await ask(caller(), 'signIns.requestCode', { address });
      const outcomes = [];
      for (let tries = 0; tries < 3; tries++) {
        const { fault, status } = await ask(caller(), 'signIns.redeemCode', {
          ticket: sent.data.ticket,
          code: '00000000',
        });
        outcomes.push({ status, fault: { ...fault, requestId: '' } });
      }
      return outcomes;
    };
    expect(await guess(account.address)).toEqual(await guess(newAddress()));
  });

  it('A18 does not count against a limit differently', async () => {
    const { account } = await person();
    const exhaust = async (address: string) => {
      const outcomes = [];
      for (let calls = 0; calls < 7; calls++)
        outcomes.push((await ask(caller(), 'signIns.requestCode', { address })).outcome);
      return outcomes;
    };
    const known = await exhaust(account.address);
    expect(known).toEqual(await exhaust(newAddress()));
    expect(known.at(-1)).toBe('TOO_MANY_REQUESTS');
  });
});

describe('the addresses in mails', () => {
  const forged = {
    'x-forwarded-host': 'attacker.example.org',
    'x-forwarded-proto': 'https',
    forwarded: 'host=attacker.example.org;proto=https',
    'x-original-host': 'attacker.example.org',
    origin: 'https://attacker.example.org',
    referer: 'https://attacker.example.org/',
  };

  it('A14 begin with PUBLIC_URL whatever the call said of its host', async () => {
    const { account } = await person();
    const unknown = newAddress();
    await ask(caller(forged), 'registrations.start', { address: account.address, fullName: 'Ada' });
    await ask(caller(forged), 'signIns.requestCode', { address: unknown });
    for (const mail of [await newestMail(account.address, 3), await newestMail(unknown, 1)]) {
      const links = [...`${mail.text} ${mail.html}`.matchAll(/https?:\/\/[^\s"'<>)]+/g)].map(
        ([link]) => link,
      );
      expect(links.length).toBeGreaterThan(0);
      expect(mail.html + mail.text).not.toContain('attacker.example.org');
      expect(
        links.filter((link) => link.startsWith('http://localhost') && !link.startsWith(server.url)),
      ).toEqual([]);
      expect(links.some((link) => link.startsWith(server.url))).toBe(true);
    }
  });

  it('A14 of the enrolment link too', async () => {
    const response = await fetch(`${server.adminUrl}/enrolments`, {
      method: 'POST',
      headers: { ...forged, authorization: `Bearer ${server.adminKey}` },
    });
    const { url } = (await response.json()) as { url: string };
    expect(new URL(url).origin).toBe(new URL(server.config.PUBLIC_URL).origin);
  });

  it('A2 nobody asks for an enrolment link without the admin key', async () => {
    for (const authorization of [
      '',
      'Bearer ',
      'Bearer wrong',
      `bearer ${server.adminKey}`,
      server.adminKey,
      newId(),
    ]) {
      const response = await fetch(`${server.adminUrl}/enrolments`, {
        method: 'POST',
        headers: { authorization },
      });
      expect(response.status).toBe(401);
    }
    expect((await fetch(`${server.url}/enrolments`, { method: 'POST' })).status).toBe(404);
  });
});
