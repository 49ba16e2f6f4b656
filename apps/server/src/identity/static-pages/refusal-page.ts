import { getHTTPStatusCodeFromError } from '@trpc/server/http';
import type { Fault } from '../../kernel/fault.ts';
import { type Html, html } from '../../kernel/html.ts';
import type { PageAnswer, Visit } from './static-page.ts';

/** Why not, in people's words. What cannot be done about it here is followed by what can: `then`. */
export function refusalPage(
  { words }: Pick<Visit, 'words'>,
  fault: Fault,
  then: readonly Html[] = [],
): PageAnswer {
  return {
    ...statusOf(fault),
    title: words.refusedTitle,
    body: [html`<p>${refusalText({ words }, fault)}</p>`, ...then],
  };
}

export function refusalText({ words }: Pick<Visit, 'words'>, fault: Fault): string {
  const text =
    problemText({ words }, fault) ??
    words.refusals[fault.kind.code as keyof typeof words.refusals] ??
    words.refusals.INTERNAL;
  if (fault.retryAfterSeconds === undefined || fault.retryAfterSeconds < 1) return text;
  return `${text} ${words.tryAgainIn(Math.ceil(fault.retryAfterSeconds / 60))}`;
}

/** A form of these pages has one field that somebody fills in. */
function problemText({ words }: Pick<Visit, 'words'>, { fields: [problem] = [] }: Fault): string | undefined {
  return problem && words.problems[problem.code as keyof typeof words.problems]?.(problem.params);
}

export function statusOf(fault: Fault): Pick<PageAnswer, 'status' | 'retryAfterSeconds'> {
  return {
    status: getHTTPStatusCodeFromError(fault),
    ...(fault.retryAfterSeconds !== undefined && { retryAfterSeconds: fault.retryAfterSeconds }),
  };
}
