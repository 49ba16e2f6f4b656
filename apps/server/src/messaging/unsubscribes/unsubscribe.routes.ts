import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { pageLanguage } from '../../identity/static-pages/page-language.ts';
import { PAGE_POLICY, renderPage } from '../../identity/static-pages/render-page.ts';
import { transactional } from '../../kernel/database/transaction.ts';
import { type Html, html } from '../../kernel/html.ts';
import { type Doors, openCall } from '../../kernel/http/open-call.ts';
import { refuse } from '../../kernel/http/refuse.ts';
import { wordsIn } from '../words/words.ts';
import { unsubscribe } from './set-subscription.ts';
import { openUnsubscribeToken } from './unsubscribe-link.ts';

/** Programs that read mail send some bytes of a form, in whichever kind; nothing in it is looked at. */
const MOST_BYTES = 10_000;

type Asked = { Querystring: { token?: unknown } };

/**
 * `/unsubscribe`: what the mails that one may do without link to (RFC 8058). Looking changes nothing, because scanners of
 * mail follow every link. A POST ends them at once, from wherever it comes: the link itself is the proof.
 */
export async function unsubscribeRoutes(app: FastifyInstance, { doors }: { doors: Doors }): Promise<void> {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: MOST_BYTES }, (_request, _body, done) =>
    done(null),
  );
  app.setErrorHandler((error, request, reply) => refuse(reply, request, error));

  app.get<Asked>('/unsubscribe', async (request, reply) => {
    const { words, subscription, path } = await open(request, reply);
    if (subscription === undefined) return send(request, reply, refusal(words));
    const { title, text, action } = words.page;
    return send(request, reply, {
      title,
      body: html`<p>${text(words.topics[subscription.topic])}</p>
<form method="post" action="${path}"><button>${action}</button></form>`,
    });
  });

  app.post<Asked>('/unsubscribe', async (request, reply) => {
    const { call, words, subscription } = await open(request, reply);
    if (subscription === undefined) return send(request, reply, refusal(words));
    await transactional(call.context().em, (em) => unsubscribe(call.contextIn(em), subscription));
    const { doneTitle, done, again } = words.page;
    return send(request, reply, {
      title: doneTitle,
      body: html`<p>${done(words.topics[subscription.topic])}</p>
<p><a class="button" href="/account/mails">${again}</a></p>`,
    });
  });

  async function open(request: FastifyRequest<Asked>, reply: FastifyReply) {
    const call = openCall(doors, request, reply);
    await call.admit('unsubscribe');
    const { token } = request.query;
    const words = wordsIn(languageOf(request)).unsubscribe;
    const subscription = typeof token === 'string' ? openUnsubscribeToken(doors.config, token) : undefined;
    return { call, words, subscription, path: `/unsubscribe?token=${encodeURIComponent(String(token))}` };
  }
}

type Words = ReturnType<typeof wordsIn>['unsubscribe'];
type Page = { status?: number; title: string; body: Html };

function refusal({ page }: Words): Page {
  return { status: 400, title: page.refusedTitle, body: html`<p>${page.refused}</p>` };
}

function languageOf(request: FastifyRequest) {
  return pageLanguage({ lang: undefined, acceptLanguage: request.headers['accept-language'] });
}

function send(
  request: FastifyRequest,
  reply: FastifyReply,
  { status = 200, title, body }: Page,
): FastifyReply {
  return reply
    .code(status)
    .header('cache-control', 'no-store')
    .header('referrer-policy', 'no-referrer')
    .header('content-security-policy', PAGE_POLICY)
    .type('text/html; charset=utf-8')
    .send(renderPage({ locale: languageOf(request), title, body }));
}
