import { getTRPCErrorFromUnknown } from '@trpc/server';
import { getHTTPStatusCodeFromError } from '@trpc/server/http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { toFault } from '../../kernel/error-shape.ts';
import { LOCALES, type Locale } from '../../kernel/locale.contract.ts';
import type { Log } from '../../kernel/log.ts';
import { html } from '../../messaging/inbox/html.ts';
import { wordsIn } from '../../messaging/words/words.ts';
import { PAGE_POLICY, renderPage } from './render-page.ts';

/** More than any form of ours holds. */
const MOST_BYTES = 10_000;

/** Lets the pages below take the forms that browsers send without a script. */
export function acceptForms(app: FastifyInstance): void {
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: MOST_BYTES },
    (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
  );
}

/** A page is of its moment, and its address holds a secret: nothing keeps it or passes it on. */
export function sendPage(reply: FastifyReply, page: string): FastifyReply {
  return reply
    .header('cache-control', 'no-store')
    .header('referrer-policy', 'no-referrer')
    .header('content-security-policy', PAGE_POLICY)
    .type('text/html; charset=utf-8')
    .send(page);
}

/** What went wrong, as a page; the log has the rest. */
export function answerTrouble(app: FastifyInstance, log: Log): void {
  app.setErrorHandler((error, request, reply) => {
    const fault = toFault(getTRPCErrorFromUnknown(error));
    const status = getHTTPStatusCodeFromError(fault);
    if (status >= 500) log.error({ err: error, requestId: request.id }, 'a page could not be made');
    if (fault.retryAfterSeconds !== undefined) void reply.header('retry-after', fault.retryAfterSeconds);
    const locale = localeOf(request);
    const { title, text } = wordsIn(locale).troublePage;
    return sendPage(reply.code(status), renderPage({ locale, title, body: html`<p>${text}</p>` }));
  });
}

/** The language of somebody of whom nothing is known but their browser. */
export function localeOf(request: FastifyRequest): Locale {
  const wanted = (request.headers['accept-language'] ?? '')
    .split(',')
    .map((language) => language.trim().slice(0, 2).toLowerCase());
  return wanted.map((name) => LOCALES.find((locale) => locale === name)).find(Boolean) ?? 'en';
}
