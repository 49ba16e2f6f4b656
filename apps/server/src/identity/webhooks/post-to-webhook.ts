import { once } from 'node:events';
import { type IncomingMessage, request as requestByHttp } from 'node:http';
import { request as requestByHttps } from 'node:https';
import { RequestFilteringHttpAgent, RequestFilteringHttpsAgent } from 'request-filtering-agent';
import { SECOND_MS } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { signWebhook } from './sign-webhook.ts';
import { assertUsableUrl, isListedHost } from './webhook-hosts.ts';

const TIMEOUT_MS = 5 * SECOND_MS;

export type Webhook = { url: string; secret: string };

/**
 * Delivers one signed message; anything but a 2xx is a failure, also a redirect, because it is not followed. No
 * connection is made to an address that is not public unless its host is listed: it is checked when the name has
 * been looked up for this very connection.
 */
export async function postToWebhook(
  ctx: Pick<Context, 'config' | 'clock'>,
  webhook: Webhook,
  message: { id: string; body: Record<string, unknown>; signal?: AbortSignal },
): Promise<void> {
  const url = new URL(webhook.url);
  assertUsableUrl(ctx.config, url);
  const body = JSON.stringify(message.body);
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  const isListed = isListedHost(ctx.config, url);
  const rules = { allowPrivateIPAddress: isListed, allowMetaIPAddress: isListed, keepAlive: false };
  const isSecure = url.protocol === 'https:';
  const request = (isSecure ? requestByHttps : requestByHttp)(url, {
    method: 'POST',
    agent: isSecure ? new RequestFilteringHttpsAgent(rules) : new RequestFilteringHttpAgent(rules),
    signal: message.signal ? AbortSignal.any([message.signal, timeout]) : timeout,
    headers: {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'user-agent': 'Foyer',
      ...signWebhook({ secret: webhook.secret, id: message.id, body, at: ctx.clock.now() }),
    },
  });
  // After its answer nobody listens any more, and an error without a listener would end the process.
  request.on('error', () => {});
  const answered = once(request, 'response') as Promise<[IncomingMessage]>;
  request.end(body);
  const [{ statusCode = 0 }] = await answered.finally(() => request.destroy());
  if (statusCode < 200 || statusCode > 299)
    throw new Error(`the webhook at ${url.host} answered ${statusCode}`);
}
