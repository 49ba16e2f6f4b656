import { type AnyRouter, callTRPCProcedure, getTRPCErrorFromUnknown } from '@trpc/server';
import { getHTTPStatusCodeFromError } from '@trpc/server/http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { toFault } from '../../kernel/error-shape.ts';
import { BAD_INPUT, ORIGIN_REFUSED, TOO_LARGE } from '../../kernel/fault.contract.ts';
import { Fault } from '../../kernel/fault.ts';
import { type Doors, openCall } from '../../kernel/http/open-call.ts';
import { reportOutcome } from '../../kernel/http/report-outcome.ts';
import { confirmAddressPage } from './confirm-address.page.ts';
import { isOwnForm } from './is-own-form.ts';
import { notMePage } from './not-me.page.ts';
import { pageLanguage } from './page-language.ts';
import { refusalPage } from './refusal-page.ts';
import { PAGE_POLICY, renderPage } from './render-page.ts';
import { resetPasswordPage } from './reset-password.page.ts';
import type { PageAnswer, Perform, StaticPage, Visit } from './static-page.ts';
import { undoAddressPage } from './undo-address.page.ts';
import { pageWordsIn } from './words/page-words.ts';

/** The one list of pages that need no script. */
const pages: readonly StaticPage[] = [notMePage, confirmAddressPage, undoAddressPage, resetPasswordPage];

/** More than any form of ours holds. */
const MOST_BYTES = 10_000;

/** What links in mails lead to. Looking changes nothing; what a button does is done by the API's own procedures. */
export async function staticPagesRoutes(
  app: FastifyInstance,
  { doors, router }: { doors: Doors; router: AnyRouter },
): Promise<void> {
  // Nothing but a form is read here.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: MOST_BYTES },
    (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
  );
  for (const page of pages) {
    app.get(page.path, (request, reply) => {
      const visit = visitOf({ doors, page }, request, request.query);
      return send(reply, visit, page.show(visit));
    });
    app.post(page.path, async (request, reply) => {
      if (!isOwnForm(doors.config, request)) throw new Fault(ORIGIN_REFUSED);
      const visit = visitOf({ doors, page }, request, request.body);
      return send(reply, visit, await page.submit(visit, performFor({ doors, router }, request, reply)));
    });
  }
  app.setErrorHandler((error, request, reply) => {
    const fault = ofForm(error);
    if (getHTTPStatusCodeFromError(fault) >= 500)
      doors.log.error({ requestId: request.id, err: error }, 'a page could not be made');
    const visit = visitOf({ doors, page: { path: '/' } }, request, {});
    return send(reply, visit, refusalPage(visit, fault));
  });
}

function visitOf(
  { doors, page }: { doors: Pick<Doors, 'config'>; page: Pick<StaticPage, 'path'> },
  request: FastifyRequest,
  given: unknown,
): Visit {
  const { lang } = request.query as { lang?: unknown };
  const locale = pageLanguage({ lang, acceptLanguage: request.headers['accept-language'] });
  const fields = (given ?? {}) as Record<string, unknown>;
  return {
    locale,
    words: pageWordsIn(locale),
    leastPasswordLength: doors.config.PASSWORD_MIN_LENGTH,
    action: `${page.path}?lang=${locale}`,
    field(name) {
      const value = fields[name];
      return typeof value === 'string' ? value : '';
    },
  };
}

function performFor(
  { doors, router }: { doors: Doors; router: AnyRouter },
  request: FastifyRequest,
  reply: FastifyReply,
): Perform {
  const call = openCall(doors, request, reply);
  return async (procedure, input, output) => {
    try {
      const data = await callTRPCProcedure({
        router,
        path: procedure,
        type: 'mutation',
        ctx: call,
        getRawInput: async () => input,
        signal: undefined,
        batchIndex: 0,
      });
      reportOutcome(doors.log, call, { procedure });
      return output.parse(data);
    } catch (cause) {
      const error = getTRPCErrorFromUnknown(cause);
      reportOutcome(doors.log, call, { procedure, error });
      return toFault(error);
    }
  };
}

/** A page is of its moment, and its address may hold a secret: nothing keeps it or passes it on. */
function send(reply: FastifyReply, { locale }: Visit, answer: PageAnswer): FastifyReply {
  if (answer.retryAfterSeconds !== undefined) void reply.header('retry-after', answer.retryAfterSeconds);
  return reply
    .code(answer.status ?? 200)
    .header('cache-control', 'no-store')
    .header('referrer-policy', 'no-referrer')
    .header('content-security-policy', PAGE_POLICY)
    .type('text/html; charset=utf-8')
    .send(renderPage({ locale, title: answer.title, body: answer.body }));
}

function ofForm(error: unknown): Fault {
  const { code, statusCode } = error as { code?: string; statusCode?: number };
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return new Fault(TOO_LARGE);
  if (!(error instanceof Fault) && statusCode !== undefined && statusCode < 500)
    return new Fault(BAD_INPUT, undefined, { cause: error });
  return toFault(getTRPCErrorFromUnknown(error));
}
