import { createRequire, syncBuiltinESMExports } from 'node:module';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { createClock } from '../../kernel/clock.ts';
import { readConfig } from '../../kernel/config.ts';
import { isSignedBy, type Receiver, startReceiver } from '../../testing/start-receiver.ts';
import { postToWebhook } from './post-to-webhook.ts';
import { makeSigningSecret } from './sign-webhook.ts';
import { assertPublicHost } from './webhook-hosts.ts';

const dns = createRequire(import.meta.url)('node:dns') as typeof import('node:dns');
const resolver = { lookup: dns.lookup, promised: dns.promises.lookup };

let receiver: Receiver;
beforeAll(async () => {
  receiver = await startReceiver();
});
afterAll(() => receiver.stop());
afterEach(() => {
  dns.lookup = resolver.lookup;
  dns.promises.lookup = resolver.promised;
  syncBuiltinESMExports();
  receiver.calls.length = 0;
  receiver.says = { status: 204 };
});

const secret = makeSigningSecret();
const settings = (environment: NodeJS.Dict<string> = {}) =>
  readConfig({ NODE_ENV: 'test', JWT_SECRET_KEY: 'a secret for tests and nothing else', ...environment });
const post = (url: string, config = settings()) =>
  postToWebhook({ config, clock: createClock() }, { url, secret }, { id: 'one', body: { type: 'test' } });
const listed = () => settings({ WEBHOOK_ALLOWED_HOSTS: receiver.host });

/** The resolver's answers from now on, one list for each question. */
function resolveTo(...answers: string[][]): void {
  const next = () =>
    (answers.length > 1 ? answers.shift() : answers[0])?.map((address) => ({ address, family: 4 }));
  dns.lookup = ((_host: string, _options: object, done: (error: null, found: unknown) => void) =>
    done(null, next())) as never;
  dns.promises.lookup = (async () => next()) as never;
  syncBuiltinESMExports();
}

it('is signed so that a receiver can check it, and takes any 2xx for success', async () => {
  await post(receiver.url, listed());
  const [call] = await receiver.received(1);
  expect(call && isSignedBy(secret, call)).toBe(true);
  expect(call?.headers).toMatchObject({ 'webhook-id': 'one', 'content-type': 'application/json' });
  receiver.says = { status: 404 };
  await expect(post(receiver.url, listed())).rejects.toThrow(/404/);
});

it('signs as the specification’s own example', async () => {
  const { signWebhook } = await import('./sign-webhook.ts');
  const signed = signWebhook({
    secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    at: new Date(1_614_265_330_000),
    body: '{"test": 2432232314}',
  });
  expect(signed['webhook-signature']).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
});

it('A25 does not connect to loopback unless it is listed, by address or by a name', async () => {
  for (const host of [receiver.host, `localhost:${receiver.port}`, `[::ffff:127.0.0.1]:${receiver.port}`])
    await expect(post(`http://${host}/`)).rejects.toThrow(/not allowed/);
  await expect(post(`https://${receiver.host}/`)).rejects.toThrow(/not allowed/);
  expect(receiver.calls).toEqual([]);
});

it('A25 does not connect by a name whose second answer is loopback', async () => {
  const url = `http://hooks.example.org:${receiver.port}/`;
  resolveTo(['8.8.8.8'], ['127.0.0.1']);
  await assertPublicHost(settings(), url);
  await expect(post(url)).rejects.toThrow(/not allowed/);
  resolveTo(['8.8.8.8', '127.0.0.1']);
  await expect(post(url)).rejects.toThrow(/not allowed/);
  expect(receiver.calls).toEqual([]);

  resolveTo(['127.0.0.1']);
  await post(url, settings({ WEBHOOK_ALLOWED_HOSTS: 'hooks.example.org' }));
  expect(receiver.calls).toHaveLength(1);
});

it('A25 does not follow a redirect, also of a host that is listed', async () => {
  const behind = await startReceiver();
  receiver.says = { status: 302, location: behind.url };
  await expect(post(receiver.url, listed())).rejects.toThrow(/302/);
  expect(behind.calls).toEqual([]);
  await behind.stop();
});

it('A25 goes by https alone in production, also to a host that is listed', async () => {
  const config = { ...listed(), isProduction: true };
  await expect(post(receiver.url, config)).rejects.toThrow(/https/);
  expect(receiver.calls).toEqual([]);
});

it('gives up on a receiver that says nothing for five seconds', async () => {
  receiver.says = 'nothing';
  await expect(post(receiver.url, listed())).rejects.toThrow(/abort/i);
});
