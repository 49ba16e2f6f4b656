import { createHash } from 'node:crypto';
import type { Context } from '../../kernel/context.ts';

const PATIENCE_MS = 1_500;

/**
 * Whether a source of leaked passwords knows this one, by the protocol of Have I Been Pwned: five digits of its
 * SHA-1 are asked for, and the rest is looked for in what comes back, so that the source learns nothing. Without a
 * source, and while it is away, no password is known: nobody is to be kept out because somebody else's server is.
 */
export async function isLeakedPassword(
  ctx: Pick<Context, 'config' | 'log'>,
  password: string,
): Promise<boolean> {
  const source = ctx.config.PASSWORD_RANGE_URL;
  if (source === undefined) return false;
  const digest = createHash('sha1').update(password, 'utf8').digest('hex').toUpperCase();
  try {
    const answer = await fetch(`${source.replace(/\/+$/, '')}/${digest.slice(0, 5)}`, {
      // Padding hides by the length of an answer which five digits it is for.
      headers: { 'add-padding': 'true', 'user-agent': 'foyer' },
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (!answer.ok) throw new Error(`it answered with ${answer.status}`);
    return isIn(await answer.text(), digest.slice(5));
  } catch (error) {
    ctx.log.warn(
      { err: error },
      'a new password was not looked up among leaked ones: PASSWORD_RANGE_URL does not answer',
    );
    return false;
  }
}

/** Lines of `SUFFIX:COUNT`; those that only pad have a count of 0. */
function isIn(range: string, suffix: string): boolean {
  return range.split(/\r?\n/).some((line) => {
    const [of, count] = line.trim().split(':');
    return of?.toUpperCase() === suffix && Number(count) > 0;
  });
}
