import type { Locale } from '../../kernel/locale.contract.ts';
import { wordsIn } from '../words/words.ts';
import type { MailBlock, MailContent } from './mail-content.ts';

/** The same words and links for whoever reads plain text. */
export function renderText(content: MailContent, locale: Locale, host: string): string {
  const blocks = content.blocks.map(blockText).filter((block) => block !== '');
  return `${[content.heading, ...blocks, `-- \n${wordsIn(locale).sentBy(host)}`].join('\n\n')}\n`;
}

function blockText(block: MailBlock): string {
  switch (block.kind) {
    case 'paragraph':
    case 'note':
      return block.text;
    case 'code':
      return `    ${block.code}`;
    case 'button':
    case 'link':
      return `${block.label}:\n${block.url}`;
    case 'facts':
      return block.rows.map(([label, value]) => `${label}: ${value}`).join('\n');
  }
}
