import type { Locale } from '../../kernel/locale.contract.ts';
import { type Html, html } from '../../messaging/inbox/html.ts';

/** No script, nothing from elsewhere, and a form that leads back to us alone. */
export const PAGE_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

const STYLE = `
:root { color-scheme: light dark; --page: #f3f1ec; --card: #fff; --ink: #1d1b18; --soft: #5d5850; --line: #dfdbd2; --deep: #1f5c4d; --on-deep: #fff; }
@media (prefers-color-scheme: dark) { :root { --page: #141312; --card: #1f1e1c; --ink: #efece6; --soft: #b3ada3; --line: #3a3733; --deep: #8fd3bf; --on-deep: #10231e; } }
* { box-sizing: border-box; }
body { margin: 0; padding: 24px 12px; background: var(--page); color: var(--ink); font: 16px/1.5 -apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif; }
main { max-width: 560px; margin: 0 auto; padding: 28px 24px; background: var(--card); border: 1px solid var(--line); border-radius: 12px; overflow-wrap: anywhere; }
h1 { margin: 0 0 20px; font-size: 24px; line-height: 1.25; }
p { margin: 0 0 16px; }
dl { margin: 0 0 20px; border-top: 1px solid var(--line); }
dt { padding-top: 10px; font-size: 13px; color: var(--soft); }
dd { margin: 0; padding-bottom: 10px; border-bottom: 1px solid var(--line); }
button, a.button { display: inline-block; padding: 13px 22px; border: 0; border-radius: 8px; background: var(--deep); color: var(--on-deep); font: inherit; font-weight: 600; text-decoration: none; cursor: pointer; }
:focus-visible { outline: 3px solid var(--ink); outline-offset: 2px; }
`;

/** A whole page for whoever comes from a mail, in whatever browser: it needs no script and fits 360 pixels. */
export function renderPage(page: { locale: Locale; title: string; body: Html }): string {
  return html`<!doctype html>
<html lang="${page.locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${page.title}</title>
<style>${{ html: STYLE }}</style>
</head>
<body>
<main>
<h1>${page.title}</h1>
${page.body}
</main>
</body>
</html>
`.html;
}
