import type { Config } from '../../kernel/config.ts';
import { isKeyedHash, keyedHash } from '../../kernel/keys.ts';
import { MailTopic } from './unsubscribes.contract.ts';

const PURPOSE = 'unsubscribe';
const MARK_LENGTH = 32;

export type Subscription = { accountId: string; topic: MailTopic };

/** In every mail of the topic. It works for as long as the mail is kept, and can do nothing else. */
export function unsubscribeLink(config: Config, { accountId, topic }: Subscription): string {
  const text = `${topic}.${accountId}`;
  const mark = keyedHash(config, PURPOSE, text).slice(0, MARK_LENGTH);
  return `${config.PUBLIC_URL}/unsubscribe?token=${text}.${mark}`;
}

/** Whom a link is about; undefined for one that we did not write, or that was cut. */
export function openUnsubscribeToken(config: Config, token: string): Subscription | undefined {
  const [topic = '', accountId = '', mark = '', ...more] = token.split('.');
  const named = MailTopic.safeParse(topic);
  const text = `${topic}.${accountId}`;
  const isGenuine = isKeyedHash(config, mark, { purpose: PURPOSE, text, length: MARK_LENGTH });
  return named.success && isGenuine && more.length === 0 ? { accountId, topic: named.data } : undefined;
}
