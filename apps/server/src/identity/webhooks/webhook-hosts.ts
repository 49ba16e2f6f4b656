import resolver from 'node:dns/promises';
import { BlockList, isIPv6 } from 'node:net';
import type { Config } from '../../kernel/config.ts';
import { Fault } from '../../kernel/fault.ts';
import { WEBHOOK_REFUSED } from './webhooks.contract.ts';

type Rules = Pick<Config, 'isProduction' | 'WEBHOOK_ALLOWED_HOSTS'>;

/** Whether the operator has listed this host, whatever its addresses are. */
export function isListedHost({ WEBHOOK_ALLOWED_HOSTS }: Rules, { host, hostname }: URL): boolean {
  return WEBHOOK_ALLOWED_HOSTS.includes(host) || WEBHOOK_ALLOWED_HOSTS.includes(hostname);
}

/** What can be said of an address without asking anybody. Refuses with WEBHOOK_REFUSED. */
export function assertUsableUrl(config: Rules, url: URL): void {
  const isSecure = url.protocol === 'https:' || !config.isProduction;
  if (!isSecure || url.username !== '' || url.password !== '') throw new Fault(WEBHOOK_REFUSED);
}

/**
 * Tells whoever sets a webhook at once what would otherwise show as a code that never comes. What counts is the
 * check at each call, on the address that is connected to: a name may have another answer by then.
 */
export async function assertPublicHost(config: Rules, address: string): Promise<void> {
  const url = new URL(address);
  assertUsableUrl(config, url);
  if (isListedHost(config, url)) return;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const answers = await resolver.lookup(host, { all: true }).catch(() => []);
  if (answers.length === 0 || answers.some((answer) => isInternal(answer.address)))
    throw new Fault(WEBHOOK_REFUSED);
}

const internal = new BlockList();
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const)
  internal.addSubnet(network, bits, 'ipv4');

// Lists of their own, because a list finds an IPv4 address among its IPv6 networks too.
const global = new BlockList();
global.addSubnet('2000::', 3, 'ipv6');
const wrapping = new BlockList();
wrapping.addSubnet('2002::', 16, 'ipv6');

function isInternal(address: string): boolean {
  if (!isIPv6(address)) return internal.check(address, 'ipv4');
  return !global.check(address, 'ipv6') || wrapping.check(address, 'ipv6');
}
