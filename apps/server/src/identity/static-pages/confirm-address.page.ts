import { Fault } from '../../kernel/fault.ts';
import { html } from '../../kernel/html.ts';
import { ChangedAddress } from '../address-changes/address-changes.contract.ts';
import { codeField, form, linkTo } from './page-parts.ts';
import { refusalPage, refusalText, statusOf } from './refusal-page.ts';
import type { PageAnswer, Perform, StaticPage, Visit } from './static-page.ts';

/** `/confirm-address`: what the mail to a new address links to. */
export const confirmAddressPage: StaticPage = { path: '/confirm-address', show, submit };

function show(visit: Visit): PageAnswer {
  const { words } = visit;
  const ticket = visit.field('ticket');
  if (ticket === '')
    return { status: 400, title: words.refusedTitle, body: html`<p>${words.linkIncomplete}</p>` };
  const { title, text } = words.confirmAddress;
  return { title, body: [html`<p>${text}</p>`, codeForm(visit, visit.field('code'))] };
}

async function submit(visit: Visit, perform: Perform): Promise<PageAnswer> {
  const { words } = visit;
  const input = { ticket: visit.field('ticket'), code: visit.field('code') };
  const changed = await perform('addressChanges.confirm', input, ChangedAddress);
  if (!(changed instanceof Fault)) {
    const { doneTitle, done, go } = words.confirmAddress;
    return { title: doneTitle, body: [html`<p>${done(changed.address)}</p>`, linkTo('/account', go)] };
  }
  if (!['CODE_WRONG', 'CODE_WAIT', 'BAD_INPUT'].includes(changed.kind.code) || input.ticket === '')
    return refusalPage(visit, changed);
  return {
    ...statusOf(changed),
    title: words.confirmAddress.title,
    body: codeForm(visit, '', refusalText(visit, changed)),
  };
}

/** With the code in it as the link has it, or with a field to type it. */
function codeForm(visit: Visit, code: string, wrong?: string) {
  const { words } = visit;
  const ticket = visit.field('ticket');
  const button = words.confirmAddress.action;
  if (code !== '') return form(visit, { hidden: { ticket, code }, button });
  const field = codeField({
    id: 'code',
    name: 'code',
    label: words.codeLabel,
    hint: words.codeHint,
    wrong,
    isNumeric: true,
  });
  return form(visit, { hidden: { ticket }, fields: [field], button });
}
