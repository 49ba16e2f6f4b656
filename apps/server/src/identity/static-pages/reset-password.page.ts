import { z } from 'zod';
import { Fault } from '../../kernel/fault.ts';
import { html } from '../../kernel/html.ts';
import { codeField, form, linkTo, passwordField } from './page-parts.ts';
import { factorsPage, readFactors } from './recovery-factors.ts';
import { refusalPage, refusalText, statusOf } from './refusal-page.ts';
import type { PageAnswer, Perform, StaticPage, Visit } from './static-page.ts';

const Redeemed = z.object({
  ticket: z.string(),
  secondFactor: z.object({ factors: z.array(z.string()) }).nullable(),
});
const Anything = z.object({});

/** `/reset-password`: what the mail of a recovery links to. Each step is a page, and asks the same procedures as the app. */
export const resetPasswordPage: StaticPage = { path: '/reset-password', show, submit };

function show(visit: Visit): PageAnswer {
  const { words } = visit;
  if (visit.field('ticket') === '')
    return { status: 400, title: words.refusedTitle, body: html`<p>${words.linkIncomplete}</p>` };
  return beginPage(visit, visit.field('code'));
}

function submit(visit: Visit, perform: Perform): Promise<PageAnswer> {
  switch (visit.field('step')) {
    case 'send':
      return sendCode(visit, perform);
    case 'factor':
      return showFactor(visit, perform);
    case 'password':
      return finish(visit, perform, { password: visit.field('password') });
    case 'no-password':
      return finish(visit, perform, {});
    default:
      return redeem(visit, perform);
  }
}

async function redeem(visit: Visit, perform: Perform): Promise<PageAnswer> {
  const input = { ticket: visit.field('ticket'), code: visit.field('code') };
  const redeemed = await perform('recoveries.redeem', input, Redeemed);
  if (redeemed instanceof Fault)
    return isAboutInput(redeemed) && input.ticket !== ''
      ? beginPage(visit, '', redeemed)
      : refusalPage(visit, redeemed);
  const { ticket, secondFactor } = redeemed;
  return secondFactor === null
    ? passwordPage(visit, ticket)
    : factorsPage(visit, { ticket, factors: readFactors(secondFactor.factors.join(' ')) });
}

async function sendCode(visit: Visit, perform: Perform): Promise<PageAnswer> {
  const [ticket, kind] = [visit.field('ticket'), visit.field('kind')];
  const step = { ticket, factors: readFactors(visit.field('factors')) };
  const sent = await perform('secondFactors.requestCode', { ticket, kind }, Anything);
  if (!(sent instanceof Fault)) return factorsPage(visit, { ...step, sent: kind });
  return isAboutInput(sent) ? factorsPage(visit, { ...step, kind, fault: sent }) : refusalPage(visit, sent);
}

async function showFactor(visit: Visit, perform: Perform): Promise<PageAnswer> {
  const [ticket, kind] = [visit.field('ticket'), visit.field('kind')];
  const input = { ticket, kind, code: visit.field('code') };
  const shown = await perform('secondFactors.redeemForRecovery', input, Anything);
  if (!(shown instanceof Fault)) return passwordPage(visit, ticket);
  if (!isAboutInput(shown)) return refusalPage(visit, shown);
  return factorsPage(visit, { ticket, factors: readFactors(visit.field('factors')), kind, fault: shown });
}

async function finish(visit: Visit, perform: Perform, set: { password?: string }): Promise<PageAnswer> {
  const ticket = visit.field('ticket');
  // Into the cookie: no script of this page could keep a token, and whoever has come so far is signed in.
  const finished = await perform('recoveries.finish', { ticket, ...set, deliver: 'cookie' }, Anything);
  if (finished instanceof Fault)
    return isAboutInput(finished) ? passwordPage(visit, ticket, finished) : refusalPage(visit, finished);
  const { doneTitle, doneWithoutTitle, done, go } = visit.words.resetPassword;
  return {
    title: set.password === undefined ? doneWithoutTitle : doneTitle,
    body: [html`<p>${done}</p>`, linkTo('/account', go)],
  };
}

function beginPage(visit: Visit, code: string, fault?: Fault): PageAnswer {
  const { words } = visit;
  const ticket = visit.field('ticket');
  const { title, text, begin } = words.resetPassword;
  const wrong = fault && refusalText(visit, fault);
  const field = codeField({
    id: 'code',
    name: 'code',
    label: words.codeLabel,
    hint: words.codeHint,
    wrong,
    isNumeric: true,
  });
  return {
    ...(fault && statusOf(fault)),
    title,
    body: [
      html`<p>${text}</p>`,
      code === ''
        ? form(visit, { hidden: { ticket }, fields: [field], button: begin })
        : form(visit, { hidden: { ticket, code }, button: begin }),
    ],
  };
}

function passwordPage(visit: Visit, ticket: string, fault?: Fault): PageAnswer {
  const { leastPasswordLength } = visit;
  const { passwordTitle, passwordLabel, passwordHint, endsOthers, save, without, enter } =
    visit.words.resetPassword;
  const field = passwordField({
    id: 'password',
    name: 'password',
    label: passwordLabel,
    hint: passwordHint(leastPasswordLength),
    wrong: fault && refusalText(visit, fault),
    autocomplete: 'new-password',
    leastLength: leastPasswordLength,
  });
  return {
    ...(fault && statusOf(fault)),
    title: passwordTitle,
    body: [
      html`<p>${endsOthers}</p>`,
      form(visit, { hidden: { step: 'password', ticket }, fields: [field], button: save }),
      html`<p>${without}</p>`,
      form(visit, { hidden: { step: 'no-password', ticket }, button: enter, isSecond: true }),
    ],
  };
}

/** Whether the same page, filled in otherwise or later, may well succeed. */
function isAboutInput(fault: Fault): boolean {
  return [
    'BAD_INPUT',
    'CODE_WRONG',
    'CODE_WAIT',
    'FACTOR_NOT_OWED',
    'PASSWORD_WEAK',
    'PASSWORDS_BUSY',
    'TOO_MANY_REQUESTS',
    'UNAVAILABLE',
  ].includes(fault.kind.code);
}
