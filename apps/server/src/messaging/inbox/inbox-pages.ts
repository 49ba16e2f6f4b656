import type { Email } from 'postal-mime';
import { type Html, html } from '../../kernel/html.ts';
import { recipientsOf } from './mail-files.ts';
import type { InboxMail } from './read-inbox.ts';

const STYLE = `
:root { color-scheme: light dark; --ink: #1d1b18; --soft: #5d5850; --page: #f3f1ec; --card: #fff; --line: #dfdbd2; --deep: #1f5c4d; }
@media (prefers-color-scheme: dark) { :root { --ink: #efece6; --soft: #b3ada3; --page: #141312; --card: #1f1e1c; --line: #3a3733; --deep: #8fd3bf; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
main { max-width: 56rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 1rem; }
h2 { font-size: 1rem; margin: 1.75rem 0 .5rem; }
a { color: var(--deep); text-underline-offset: .15em; }
a:focus-visible, summary:focus-visible, iframe:focus-visible, pre:focus-visible { outline: 3px solid var(--deep); outline-offset: 2px; }
.soft, time { color: var(--soft); font-size: .875rem; }
ol { list-style: none; margin: 0; padding: 0; border: 1px solid var(--line); border-radius: .75rem; background: var(--card); overflow: hidden; }
li + li { border-top: 1px solid var(--line); }
li a { display: grid; gap: .125rem; padding: .75rem 1rem; color: inherit; text-decoration: none; }
li a:hover strong { text-decoration: underline; }
li a:focus-visible { outline-offset: -3px; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; margin: 0 0 1rem; }
dt { color: var(--soft); }
dd { margin: 0; }
iframe { width: 100%; height: 44rem; border: 1px solid var(--line); border-radius: .75rem; background: var(--card); resize: vertical; }
pre { margin: 0; padding: 1rem; white-space: pre-wrap; border: 1px solid var(--line); border-radius: .75rem; background: var(--card); font: .875rem/1.5 ui-monospace, monospace; }
summary { cursor: pointer; margin: 1.75rem 0 .5rem; font-weight: 600; }
`;

function page(title: string, head: Html, body: Html): string {
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Foyer</title>${head}<style>${{ html: STYLE }}</style></head><body><main>${body}</main></body></html>`
    .html;
}

/** The list, the newest first. It asks again by itself; no script is needed. */
export function listPage(mails: readonly InboxMail[]): string {
  const items = mails.map(
    (mail) => html`<li><a href="/dev/mail/${mail.id}"><strong>${mail.subject || '(no subject)'}</strong>
<span class="soft">${mail.to.join(', ')}</span><time datetime="${mail.date}">${shortTime(mail.date)}</time></a></li>`,
  );
  const list =
    items.length > 0 ? html`<ol>${items}</ol>` : html`<p>Nothing has been written to anybody yet.</p>`;
  return page(
    `Mail (${mails.length})`,
    html`<meta http-equiv="refresh" content="5">`,
    html`<h1>Mail</h1><p class="soft">What Foyer has sent on this machine, newest first. This page renews itself.</p>${list}`,
  );
}

/** One mail: as it looks, as plain text, and with everything in its header. */
export function mailPage(id: string, mail: Email): string {
  const headers = mail.headers.map(({ originalKey, value }) => `${originalKey}: ${value}`).join('\n');
  const subject = mail.subject || '(no subject)';
  return page(
    subject,
    html``,
    html`<p><a href="/dev/mail">All mail</a></p><h1>${subject}</h1>
<dl><dt>From</dt><dd>${mail.from?.name ?? ''} ${mail.from?.address ?? ''}</dd>
<dt>To</dt><dd>${recipientsOf(mail).join(', ')}</dd>
<dt>Sent</dt><dd><time datetime="${mail.date ?? ''}">${shortTime(mail.date ?? '')}</time></dd></dl>
<iframe title="The mail as it looks" src="/dev/mail/${id}/html" sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>
<h2>Plain text</h2><pre tabindex="0">${mail.text ?? ''}</pre>
<details><summary>Header</summary><pre tabindex="0">${headers}</pre></details>`,
  );
}

export function missingPage(): string {
  return page('No such mail', html``, html`<h1>No such mail</h1><p><a href="/dev/mail">All mail</a></p>`);
}

/** The mail itself, for a frame of its own. */
export function framedMail(mail: Email): string {
  return mail.html ?? html`<pre>${mail.text ?? ''}</pre>`.html;
}

function shortTime(date: string): string {
  return date.replace('T', ' ').replace(/\.\d+Z$/, ' UTC');
}
