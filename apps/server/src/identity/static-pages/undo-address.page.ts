import { Fault } from '../../kernel/fault.ts';
import { html } from '../../kernel/html.ts';
import { ChangedAddress } from '../address-changes/address-changes.contract.ts';
import { form, linkTo } from './page-parts.ts';
import { refusalPage } from './refusal-page.ts';
import type { PageAnswer, Perform, StaticPage, Visit } from './static-page.ts';

/** `/undo-address`: what the mail to an old address links to. */
export const undoAddressPage: StaticPage = { path: '/undo-address', show, submit };

function show(visit: Visit): PageAnswer {
  const { words } = visit;
  const token = visit.field('token');
  if (token === '')
    return { status: 400, title: words.refusedTitle, body: html`<p>${words.linkIncomplete}</p>` };
  const { title, text, action } = words.undoAddress;
  return { title, body: [html`<p>${text}</p>`, form(visit, { hidden: { token }, button: action })] };
}

async function submit(visit: Visit, perform: Perform): Promise<PageAnswer> {
  const undone = await perform('addressChanges.undo', { token: visit.field('token') }, ChangedAddress);
  if (undone instanceof Fault) return refusalPage(visit, undone);
  const { doneTitle, done, advice, go } = visit.words.undoAddress;
  return {
    title: doneTitle,
    body: [html`<p>${done(undone.address)}</p><p>${advice}</p>`, linkTo('/sign-in', go)],
  };
}
