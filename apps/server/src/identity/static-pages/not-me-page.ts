import type { Locale } from '../../kernel/locale.contract.ts';
import { html } from '../../messaging/inbox/html.ts';
import { longTime } from '../../messaging/mails/people-and-times.ts';
import { wordsIn } from '../../messaging/words/words.ts';
import { deviceIn } from '../sessions/device-in.ts';
import { renderPage } from './render-page.ts';

/** What the link is about. */
export type Reported = { userAgent: string; place: string | null; ipAddress: string; createdAt: Date };

/** Before: what will be ended, and the button that does it. */
export function askingPage(locale: Locale, token: string, reported: Reported | null): string {
  const words = wordsIn(locale);
  const { title, explanation, everything, action } = words.notMePage;
  return renderPage({
    locale,
    title,
    body: html`<p>${reported === null ? everything : explanation}</p>
${reported === null ? [] : factsOf(locale, reported)}
<form method="post" action="/not-me">
<input type="hidden" name="token" value="${token}">
<button>${action}</button>
</form>`,
  });
}

/** After: it is done, and what to do next. */
export function donePage(locale: Locale): string {
  const { doneTitle, done, recover } = wordsIn(locale).notMePage;
  return renderPage({
    locale,
    title: doneTitle,
    body: html`<p>${done}</p>
<p><a class="button" href="/recover">${recover}</a></p>`,
  });
}

export function overPage(locale: Locale): string {
  const { overTitle, over, recover } = wordsIn(locale).notMePage;
  return renderPage({
    locale,
    title: overTitle,
    body: html`<p>${over}</p>
<p><a class="button" href="/recover">${recover}</a></p>`,
  });
}

function factsOf(locale: Locale, reported: Reported) {
  const words = wordsIn(locale);
  const rows: [string, string | null][] = [
    [words.device, deviceIn(locale, reported.userAgent)],
    [words.place, reported.place],
    [words.networkAddress, reported.ipAddress],
    [words.time, longTime({ from: reported.createdAt, timeZone: 'UTC' }, locale)],
  ];
  const known = rows.filter((row): row is [string, string] => row[1] !== null);
  return html`<dl>${known.map(([label, value]) => html`<dt>${label}</dt><dd>${value}</dd>`)}</dl>`;
}
