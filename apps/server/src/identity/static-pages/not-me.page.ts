import { Fault } from '../../kernel/fault.ts';
import { html } from '../../kernel/html.ts';
import { EndedSessions } from '../sessions/sessions.contract.ts';
import { form, linkTo } from './page-parts.ts';
import { refusalPage } from './refusal-page.ts';
import type { PageAnswer, Perform, StaticPage, Visit } from './static-page.ts';

/** `/not-me`: what every security mail links to. Which device it is about, the mail has said. */
export const notMePage: StaticPage = { path: '/not-me', show, submit };

function show(visit: Visit): PageAnswer {
  const { words } = visit;
  const token = visit.field('token');
  if (token === '')
    return { status: 400, title: words.refusedTitle, body: html`<p>${words.linkIncomplete}</p>` };
  const { title, text, action } = words.notMe;
  return { title, body: [html`<p>${text}</p>`, form(visit, { hidden: { token }, button: action })] };
}

/** Whether it worked or not, the way to secure the account is what comes next. */
async function submit(visit: Visit, perform: Perform): Promise<PageAnswer> {
  const { doneTitle, done, recover } = visit.words.notMe;
  const next = linkTo('/recover', recover);
  const ended = await perform('sessions.report', { token: visit.field('token') }, EndedSessions);
  if (ended instanceof Fault) return refusalPage(visit, ended, [next]);
  return { title: doneTitle, body: [html`<p>${done}</p>`, next] };
}
