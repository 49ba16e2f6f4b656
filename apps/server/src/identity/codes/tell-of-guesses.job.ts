import { z } from 'zod';
import type { Context } from '../../kernel/context.ts';
import { transactional } from '../../kernel/database/transaction.ts';
import { declareJob } from '../../kernel/jobs/declare-job.ts';
import { seal, unseal } from '../../kernel/seal.ts';
import { postMail } from '../../messaging/deliveries/post-mail.ts';
import { AccountEntity } from '../../people/accounts/accounts.entity.ts';
import { guessedAtMail } from './guessed-at.mail.ts';

/** So many wrong tries in a row take a quarter of an hour, because of the waits between them. */
export const TOLD_AFTER_TRIES = 5;

const sealedFor = { purpose: 'guesses', belongsTo: 'an address' };

/**
 * Tells the owner, where there is one, that somebody guesses. By a job, so that whoever guesses cannot tell by the
 * work done whether anybody has the address; sealed, so that the queue does not show it.
 */
export async function tellOfGuesses(ctx: Context, triesKey: string): Promise<void> {
  const address = triesKey.slice(triesKey.indexOf(' ') + 1);
  await ctx.jobs.enqueue(tellOfGuessesJob, { sealed: seal(ctx.config, address, sealedFor) });
}

export const tellOfGuessesJob = declareJob({
  name: 'tell-of-guesses',
  title: 'Warnings of guesses',
  description: 'Tells the owner of an account that codes or passwords are guessed at, once a day at most.',
  payload: z.object({ sealed: z.string() }),
  run: (ctx, { sealed }) => transactional(ctx.em.fork(), (em) => tell({ ...ctx, em }, sealed)),
});

async function tell(ctx: Context, sealed: string): Promise<void> {
  const account = await ctx.em.findOne(AccountEntity, { addressKey: unseal(ctx.config, sealed, sealedFor) });
  if (account === null || account.disabledAt) return;
  await postMail(ctx, guessedAtMail, {
    sendKey: `guessed-at:${account.id}:${ctx.clock.now().toISOString().slice(0, 10)}`,
    recipient: account.address,
    accountId: account.id,
    locale: account.locale,
    payload: { fullName: account.fullName },
  });
}
