import { hash } from 'node:crypto';
import { type Html, html } from '../../kernel/html.ts';
import type { Locale } from '../../kernel/locale.contract.ts';
import { PAGE_STYLE } from './page-style.ts';

const STYLE_HASH = hash('sha256', PAGE_STYLE, 'base64');

/** No script, nothing from elsewhere, our own style alone, and forms that lead back to us alone. */
export const PAGE_POLICY = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`;

/**
 * A whole page for whoever comes from a mail, in whatever browser: it needs no script and fits 360 pixels. The body
 * is made with `html`, which escapes every value.
 */
export function renderPage(page: { locale: Locale; title: string; body: Html | readonly Html[] }): string {
  return html`<!doctype html>
<html lang="${page.locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>${page.title} · Foyer</title>
<style>${{ html: PAGE_STYLE }}</style>
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
