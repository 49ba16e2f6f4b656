import { OneTimeCodeEntity } from '../apps/server/src/identity/codes/codes.entity.ts';
import { signInCodeMail } from '../apps/server/src/identity/sign-ins/sign-in-code.mail.ts';
import { after, HOUR_MS } from '../apps/server/src/kernel/clock.ts';
import { transactional } from '../apps/server/src/kernel/database/transaction.ts';
import { newId } from '../apps/server/src/kernel/ids.ts';
import { createLog } from '../apps/server/src/kernel/log.ts';
import { postMail } from '../apps/server/src/messaging/deliveries/post-mail.ts';
import { type Installation, openInstallation } from '../apps/server/src/roles/installation.ts';
import { postReminders } from '../apps/server/src/testing/fan-out.ts';
import { onServer } from '../apps/server/src/testing/on-server.ts';
import { atMost, type Finding } from './stage/finding.ts';
import { ratioOf, spreadOf } from './stage/rounds.ts';
import type { Stage } from './stage/stage.ts';
import { type Sink, startSink } from './stage/start-sink.ts';
import { startWorker, workerConfig } from './stage/start-worker.ts';

const CODES = 200;
const EVERY_MS = 50;

/**
 * From the commit that posts a sign-in code to the relay that has it, at the 99th percentile: while 100,000 reminders
 * drain in the same worker, against the same with nothing else to send.
 */
export async function codeBesideDrain(stage: Stage): Promise<Finding[]> {
  const databaseUrl = await stage.createDatabase();
  await using sink = await startSink();
  const config = workerConfig({ databaseUrl, sinkUrl: sink.url });
  const log = createLog(config);
  const installation = await openInstallation({ config, log, databaseUrl, works: false });
  const measured: Record<'alone' | 'beside', number[]> = { alone: [], beside: [] };
  try {
    await using worker = await startWorker(stage, { databaseUrl, sinkUrl: sink.url });
    for (let round = 0; round <= Math.min(stage.rounds, 3); round++) {
      await onServer(databaseUrl, 'truncate delivery, participation, event cascade');
      const alone = await p99Of(installation, sink);
      await postReminders(databaseUrl, 100_000);
      await untilDraining(sink, () => worker.hasEnded());
      const beside = await p99Of(installation, sink);
      const { rows } = await onServer(
        databaseUrl,
        "select count(*)::int as count from delivery where lane = 'bulk' and state = 'pending'",
      );
      if (rows[0]?.count === 0) throw new Error('there was nothing left to drain beside the last codes');
      if (round > 0) {
        measured.alone.push(alone);
        measured.beside.push(beside);
      }
    }
  } finally {
    await installation.close();
  }
  const subject = { what: 'p99 beside a drain', unit: 'ms', spread: spreadOf(measured.beside) };
  return [
    {
      name: 'code-beside-drain',
      ratio: ratioOf(measured.beside, measured.alone),
      subject,
      limit: { what: 'p99 alone', unit: 'ms', spread: spreadOf(measured.alone) },
      target: atMost(50, subject),
    },
  ];
}

async function untilDraining(sink: Sink, hasEnded: () => boolean): Promise<void> {
  const before = (await sink.ask()).accepted;
  while ((await sink.ask()).accepted < before + 200) {
    if (hasEnded()) throw new Error('the worker ended');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function p99Of(installation: Installation, sink: Sink): Promise<number> {
  const posted = new Map<string, number>();
  for (let number = 0; number < CODES; number++) {
    const address = `watched-${newId()}@example.org`;
    await postCode(installation, address);
    posted.set(address, Date.now());
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
  }
  const times: Record<string, number> = {};
  for (const deadline = Date.now() + 30_000; Object.keys(times).length < CODES; ) {
    if (Date.now() > deadline) throw new Error('a code did not come in half a minute');
    Object.assign(times, (await sink.ask()).times);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const took = [...posted].map(([address, at]) => Math.max(0, (times[address] ?? 0) - at));
  return took.toSorted((a, b) => a - b)[Math.ceil(0.99 * took.length) - 1] as number;
}

async function postCode(installation: Installation, recipient: string): Promise<void> {
  await transactional(installation.database.fork(), async (em) => {
    const ctx = installation.contextIn(em, { kind: 'system', name: 'benchmark' });
    const now = ctx.clock.now();
    const ticket = newId();
    await em.insert(OneTimeCodeEntity, {
      id: ticket,
      purpose: 'sign-in',
      address: recipient,
      addressKey: recipient,
      codeHash: 'x',
      intent: {},
      createdAt: now,
      expiresAt: after(now, HOUR_MS),
    } as never);
    await postMail(ctx, signInCodeMail, {
      sendKey: `sign-in:${ticket}`,
      recipient,
      locale: 'en',
      payload: { ticket, code: '12345678', ipAddress: '203.0.113.7', userAgent: 'benchmark' },
    });
  });
}
