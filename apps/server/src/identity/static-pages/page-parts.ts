import { type Html, html } from '../../kernel/html.ts';
import type { Visit } from './static-page.ts';

/** A form that posts to the page's own address; what is hidden in it goes with it. */
export function form(
  { action }: Pick<Visit, 'action'>,
  given: { hidden: Record<string, string>; fields?: readonly Html[]; button: string; isSecond?: boolean },
): Html {
  const hidden = Object.entries(given.hidden).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  );
  const look = given.isSecond ? html` class="second"` : html``;
  return html`<form method="post" action="${action}">
${hidden}${given.fields ?? []}
<button${look}>${given.button}</button>
</form>`;
}

type Field = { id: string; name: string; label: string; hint?: string; wrong?: string | undefined };

/** A field for a code that was sent or written down. */
export function codeField(field: Field & { isNumeric: boolean }): Html {
  const mode = field.isNumeric ? html` inputmode="numeric"` : html``;
  return html`${labelOf(field)}<input class="code" id="${field.id}" name="${field.name}" required maxlength="64" autocomplete="one-time-code" autocapitalize="off" spellcheck="false"${mode}${describedBy(field)}>`;
}

export function passwordField(
  field: Field & { autocomplete: 'new-password' | 'current-password'; leastLength?: number },
): Html {
  const least = field.leastLength === undefined ? html`` : html` minlength="${field.leastLength}"`;
  return html`${labelOf(field)}<input type="password" id="${field.id}" name="${field.name}" required maxlength="256"${least} autocomplete="${field.autocomplete}"${describedBy(field)}>`;
}

function labelOf({ id, label, hint, wrong }: Field): Html {
  return html`<label for="${id}">${label}</label>
${hint === undefined ? [] : html`<p class="hint" id="${id}-hint">${hint}</p>`}${wrong === undefined ? [] : html`<p class="wrong" id="${id}-wrong" role="alert">${wrong}</p>`}`;
}

function describedBy({ id, hint, wrong }: Field): Html {
  const ids = [hint !== undefined && `${id}-hint`, wrong !== undefined && `${id}-wrong`].filter(Boolean);
  const described = ids.length === 0 ? html`` : html` aria-describedby="${ids.join(' ')}"`;
  return html`${described}${wrong === undefined ? html`` : html` aria-invalid="true"`}`;
}

export function linkTo(path: string, label: string): Html {
  return html`<p><a class="button" href="${path}">${label}</a></p>`;
}
