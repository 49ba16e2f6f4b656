import { decodeBase32IgnorePadding } from '@oslojs/encoding';
import { generateHOTP } from '@oslojs/otp';
import { openTicket } from '../identity/sign-in-tickets/open-ticket.ts';
import type { SecondFactorStep } from '../identity/sign-in-tickets/sign-in-tickets.contract.ts';
import type { FirstFactor, TicketPurpose } from '../identity/sign-in-tickets/sign-in-tickets.entity.ts';
import { SECOND_MS } from '../kernel/clock.ts';
import { transactional } from '../kernel/database/transaction.ts';
import { ask } from './ask.ts';
import { otherNetwork } from './other-network.ts';
import { passTime } from './pass-time.ts';
import type { TestServer } from './start-test-server.ts';
import { until } from './until.ts';

const STEP_MS = 30_000;

/** What an authenticator app shows, so many steps from now. */
export function totpOf(server: TestServer, secret: string, stepsAhead = 0): string {
  const step = Math.floor(server.clock.now().getTime() / STEP_MS) + stepsAhead;
  return generateHOTP(decodeBase32IgnorePadding(secret), BigInt(step), 6);
}

/** What it shows next: it counts already, and still does if a step ends meanwhile. */
export function nextTotpOf(server: TestServer, secret: string): string {
  return totpOf(server, secret, 1);
}

/** Moves the clock to where no step ends while a test looks. */
export async function beginStep(server: TestServer): Promise<void> {
  const into = server.clock.now().getTime() % STEP_MS;
  await passTime(server, STEP_MS - into + SECOND_MS);
}

/** Adds an authenticator app as a first or further second factor. */
export async function addTotp(
  server: TestServer,
  token: string,
): Promise<{ secret: string; code: string; recoveryCodes: string[] | null }> {
  const caller = { url: server.url, token, headers: otherNetwork() };
  const { secret } = (await ask(caller, 'secondFactors.startTotp')).data;
  const code = totpOf(server, secret);
  return { secret, code, ...(await ask(caller, 'secondFactors.confirmTotp', { code })).data };
}

/** The code of the newest mail with one; notices of what has changed come between. */
export async function mailedCode(server: TestServer, address: string, count: number): Promise<string> {
  const withCode = await until(async () => {
    const mails = (await server.mailsTo(address)).filter(({ subject }) => subject.startsWith('Your code'));
    return mails.length >= count && mails;
  }, `${count} code(s) reached ${address}`);
  const [, first, second] = /\b(\d{4}) ?(\d{4})\b/.exec(withCode.at(-1)?.text ?? '') ?? [];
  return `${first}${second}`;
}

/** Shows the mailbox as first factor, by the real mail, and answers what is owed then. */
export async function signInHalfway(
  server: TestServer,
  address: string,
  mailsBefore: number,
): Promise<SecondFactorStep> {
  const caller = { url: server.url, headers: otherNetwork() };
  const { ticket } = (await ask(caller, 'signIns.requestCode', { address })).data;
  const code = await mailedCode(server, address, mailsBefore + 1);
  const { session, secondFactor } = (await ask(caller, 'signIns.redeemCode', { ticket, code })).data;
  if (session !== null || secondFactor === null) throw new Error('nothing was owed');
  return secondFactor;
}

/** A ticket as any first factor leaves it, without the mail or the ceremony that leads there. */
export async function ticketFor(
  server: TestServer,
  of: { accountId: string; purpose?: TicketPurpose; firstFactor?: FirstFactor; sessionId?: string },
): Promise<string> {
  const step = await transactional(server.installation.database.fork(), async (em) =>
    openTicket(server.installation.contextIn(em, { kind: 'system', name: 'test' }), {
      purpose: 'sign-in',
      firstFactor: 'mail-code',
      factors: ['recovery-code'],
      ...of,
    }),
  );
  return step.ticket;
}
