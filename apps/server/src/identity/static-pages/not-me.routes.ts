import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Context } from '../../kernel/context.ts';
import { inTransaction } from '../../kernel/database/transaction.ts';
import { type Doors, openCall } from '../../kernel/http/open-call.ts';
import type { Locale } from '../../kernel/locale.contract.ts';
import { placeOf } from '../../kernel/places/places.ts';
import { AccountEntity } from '../../people/accounts/accounts.entity.ts';
import { findLink } from '../security-links/find-link.ts';
import type { SecurityLinkRow } from '../security-links/security-links.entity.ts';
import { reportSession } from '../sessions/report-session.ts';
import { SessionEntity } from '../sessions/sessions.entity.ts';
import { acceptForms, answerTrouble, localeOf, sendPage } from './form-pages.ts';
import { askingPage, donePage, overPage, type Reported } from './not-me-page.ts';

const Given = z.object({ token: z.string().max(200) }).catch({ token: '' });

/**
 * `/not-me`: where the link in a security mail leads. Looking changes nothing, because what reads mails before
 * people do follows their links; only the button does.
 */
export function notMeRoutes(doors: Doors) {
  return async (app: FastifyInstance): Promise<void> => {
    acceptForms(app);
    app.get('/not-me', async (request, reply) => {
      const call = openCall(doors, request, reply);
      await call.admit('not-me');
      const { token } = Given.parse(request.query);
      const ctx = call.context();
      const link = await findLink(ctx, 'not-me', token);
      if (link === null) return sendPage(reply.code(404), overPage(localeOf(request)));
      const locale = await localeOfOwner(ctx, link);
      if (link.usedAt) return sendPage(reply, donePage(locale));
      return sendPage(reply, askingPage(locale, token, await reportedBy(ctx, link, locale)));
    });
    app.post('/not-me', async (request, reply) => {
      const call = openCall(doors, request, reply);
      await call.admit('not-me');
      const { token } = Given.parse(request.body);
      const link = await findLink(call.context(), 'not-me', token);
      if (link === null) return sendPage(reply.code(404), overPage(localeOf(request)));
      await inTransaction(call, (ctx) => reportSession(ctx, { token }));
      return sendPage(reply, donePage(await localeOfOwner(call.context(), link)));
    });
    answerTrouble(app, doors.log);
  };
}

async function localeOfOwner(ctx: Context, link: SecurityLinkRow): Promise<Locale> {
  const account = await ctx.em.findOneOrFail(AccountEntity, { id: link.accountId });
  return account.locale;
}

async function reportedBy(ctx: Context, link: SecurityLinkRow, locale: Locale): Promise<Reported | null> {
  const session = link.sessionId && (await ctx.em.findOne(SessionEntity, { id: link.sessionId }));
  if (!session) return null;
  const { userAgent, ipAddress, createdAt } = session;
  return { userAgent, ipAddress, createdAt, place: placeOf(ctx.config, ipAddress, locale) };
}
