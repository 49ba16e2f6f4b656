import type { ReactElement, ReactNode } from 'react';
import type { Locale } from '../../kernel/locale.contract.ts';
import { wordsIn } from '../words/words.ts';
import type { MailBlock, MailContent } from './mail-content.ts';
import { darkRules, styles } from './mail-style.ts';

type Library = Awaited<ReturnType<typeof load>>;

let library: Promise<Library> | undefined;

/** React and its mail components take most of a second to load: not while the process starts. */
async function load() {
  const [{ createElement }, components, { render }] = await Promise.all([
    import('react'),
    import('@react-email/components'),
    import('@react-email/render'),
  ]);
  return { createElement, components, render };
}

/** Loads what rendering needs, so that the first mail of a process does not have to wait for it. */
export async function prepareRendering(): Promise<void> {
  library ??= load();
  await library;
}

/** One column that every reader shows, no pictures, and nothing from elsewhere. */
export async function renderPage(content: MailContent, locale: Locale, host: string): Promise<string> {
  library ??= load();
  const { createElement, components, render } = await library;
  return render(page({ h: createElement, c: components, locale }, content, host));
}

type Parts = { h: Library['createElement']; c: Library['components']; locale: Locale };

function page(parts: Parts, content: MailContent, host: string): ReactElement {
  const { h, c, locale } = parts;
  const blocks = content.blocks.map((block, index) => h('div', { key: index }, blockElement(parts, block)));
  return h(
    c.Html,
    { lang: locale },
    h(
      c.Head,
      null,
      h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
      h('meta', { name: 'color-scheme', content: 'light dark' }),
      h('meta', { name: 'supported-color-schemes', content: 'light dark' }),
      h('title', null, content.subject),
      h('style', null, darkRules),
    ),
    h(c.Preview, null, content.preheader),
    h(
      c.Body,
      { style: styles.page, className: 'page' },
      h(
        c.Container,
        { style: styles.card, className: 'card' },
        h(
          c.Section,
          null,
          h(
            c.Column,
            { style: styles.inside, className: 'inside' },
            h(c.Heading, { as: 'h1', style: styles.heading, className: 'ink' }, content.heading),
            blocks,
          ),
        ),
      ),
      h(c.Text, { style: styles.footer, className: 'soft' }, wordsIn(locale).sentBy(host)),
    ),
  );
}

function blockElement({ h, c, locale }: Parts, block: MailBlock): ReactElement {
  switch (block.kind) {
    case 'paragraph':
      return h(c.Text, { style: styles.paragraph, className: 'ink' }, lines(h, block.text));
    case 'note':
      return h(c.Text, { style: styles.note, className: 'soft' }, lines(h, block.text));
    case 'code':
      return h(c.Text, { style: styles.code, className: 'ink code' }, block.code);
    case 'button':
      return h(
        'div',
        null,
        h(c.Button, { href: block.url, style: styles.button, className: 'button' }, block.label),
        h(
          c.Text,
          { style: styles.address, className: 'soft' },
          `${wordsIn(locale).linkHint} `,
          h(c.Link, { href: block.url, style: styles.link, className: 'link' }, block.url),
        ),
      );
    case 'link':
      return h(
        c.Text,
        { style: styles.note, className: 'soft' },
        h(c.Link, { href: block.url, style: styles.link, className: 'link' }, block.label),
      );
    case 'facts':
      return h(
        c.Section,
        { style: styles.facts, className: 'line' },
        block.rows.map(([label, value]) =>
          h(
            'div',
            { key: label, style: styles.fact, className: 'line' },
            h(c.Text, { style: styles.label, className: 'soft' }, label),
            h(c.Text, { style: styles.value, className: 'ink' }, lines(h, value)),
          ),
        ),
      );
  }
}

/** Line breaks that people wrote stay line breaks. */
function lines(h: Library['createElement'], text: string): ReactNode {
  return text.split('\n').flatMap((line, index) => (index === 0 ? [line] : [h('br', { key: index }), line]));
}
