import { afterAll, beforeAll, expect, it } from 'vitest';
import { ask } from '../../testing/ask.ts';
import { BEHIND_PROXY, otherNetwork } from '../../testing/other-network.ts';
import { newAddress, signUp } from '../../testing/sign-up.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';
import { until } from '../../testing/until.ts';
import { watchTransactions } from '../../testing/watch-transactions.ts';
import { PASSWORD } from '../../testing/with-password.ts';

const watched = watchTransactions();
let server: TestServer;
beforeAll(async () => {
  server = await startTestServer(BEHIND_PROXY);
});
afterAll(async () => {
  watched.stop();
  await server?.stop();
});

const caller = () => ({ url: server.url, headers: otherNetwork() });
const flows = [
  { procedure: 'recoveries.start', input: (address: string) => ({ address }) },
  {
    procedure: 'registrations.start',
    input: (address: string) => ({ address, fullName: 'Ada', password: PASSWORD }),
  },
] as const;

it.each(flows)(
  'A18 $procedure tells neither by body and status nor by work done whether an address is known',
  async ({ procedure, input }) => {
    const { account } = await signUp(server, { headers: otherNetwork() });
    const unknown = newAddress();
    for (const address of [newAddress(), account.address]) await ask(caller(), procedure, input(address));
    const asked: Awaited<ReturnType<typeof ask>>[] = [];
    const workFor = (address: string) =>
      watched.during(
        async () => asked.push(await ask(caller(), procedure, input(address))),
        /into "one_time_code"/,
      );
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

it('A18 a recovery writes to both, and guesses at both are refused alike', async () => {
  const { account } = await signUp(server, { headers: otherNetwork() });
  const unknown = newAddress();
  const guess = async (address: string) => {
    const { data } = await ask(caller(), 'recoveries.start', { address });
    const faults = [];
    for (let tries = 0; tries < 3; tries++) {
      const given = { ticket: data.ticket, code: '00000000' };
      const { status, fault } = await ask(caller(), 'recoveries.redeem', given);
      faults.push({ status, fault: { ...fault, requestId: '' } });
    }
    return faults;
  };
  expect(await guess(account.address)).toEqual(await guess(unknown));
  const written = (address: string, subject: string) =>
    until(async () => {
      const subjects = (await server.mailsTo(address)).map((mail) => mail.subject);
      return subjects.includes(subject) && subjects;
    }, `"${subject}" reached ${address}`);
  await written(account.address, 'Your code to get back into your account');
  const subject = 'There is no account to get back into';
  expect(await written(unknown, subject)).toEqual([subject]);
});
