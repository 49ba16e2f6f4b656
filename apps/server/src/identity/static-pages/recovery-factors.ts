import type { Fault } from '../../kernel/fault.ts';
import { type Html, html } from '../../kernel/html.ts';
import { SecondFactorKind } from '../sign-in-tickets/sign-in-tickets.contract.ts';
import { codeField, form, linkTo, passwordField } from './page-parts.ts';
import { refusalText, statusOf } from './refusal-page.ts';
import type { PageAnswer, Visit } from './static-page.ts';

type Step = {
  ticket: string;
  factors: readonly SecondFactorKind[];
  /** Where a code has just been sent. */
  sent?: string;
  /** What was shown, and why it did not do. */
  kind?: string;
  fault?: Fault;
};

/** What the form says is owed. It is only what is offered: what is owed is decided by the ticket. */
export function readFactors(written: string): SecondFactorKind[] {
  const named = written.split(' ').map((kind) => SecondFactorKind.safeParse(kind).data);
  return [...new Set(named.filter((kind) => kind !== undefined))];
}

/** Every second factor that the account can show, each with a form of its own. */
export function factorsPage(visit: Visit, step: Step): PageAnswer {
  const { title, text } = visit.words.secondFactor;
  return {
    ...(step.fault && statusOf(step.fault)),
    title,
    body: [html`<p>${text}</p>`, ...step.factors.flatMap((kind) => factorParts(visit, step, kind))],
  };
}

function factorParts(visit: Visit, step: Step, kind: SecondFactorKind): Html[] {
  const words = visit.words.secondFactor;
  const { heading, hint } = words.kinds[kind];
  // A passkey needs a script, and whoever has one needs no password.
  if (kind === 'passkey')
    return [html`<h2>${heading}</h2><p>${hint}</p>`, linkTo('/sign-in', words.useElsewhere)];
  const hidden = { ticket: step.ticket, kind, factors: step.factors.join(' ') };
  const isDelivered = kind === 'mail-code' || kind === 'webhook-code';
  const isSent = step.sent === kind;
  // Without a code there is nothing to type: the field comes with the code.
  const hasCode = !isDelivered || isSent || step.kind === kind;
  const parts = [html`<h2>${heading}</h2>`];
  if (isSent) parts.push(html`<p class="done" role="status">${words.sent}</p>`);
  if (hasCode)
    parts.push(
      form(visit, {
        hidden: { ...hidden, step: 'factor' },
        fields: [fieldFor(visit, step, kind)],
        button: words.show,
      }),
    );
  if (isDelivered)
    parts.push(
      form(visit, {
        hidden: { ...hidden, step: 'send' },
        button: hasCode ? words.sendAgain : words.send,
        isSecond: hasCode,
      }),
    );
  return parts;
}

function fieldFor(visit: Visit, step: Step, kind: Exclude<SecondFactorKind, 'passkey'>): Html {
  const { label, hint } = visit.words.secondFactor.kinds[kind];
  const wrong = step.fault !== undefined && step.kind === kind ? refusalText(visit, step.fault) : undefined;
  const field = { id: kind, name: 'code', label, hint, wrong };
  return kind === 'password'
    ? passwordField({ ...field, autocomplete: 'current-password' })
    : codeField({ ...field, isNumeric: kind !== 'recovery-code' });
}
