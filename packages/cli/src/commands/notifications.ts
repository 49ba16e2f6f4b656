import type { Notification } from '@foyer/client';
import { type Command, noWords, UsageError } from '../command.ts';

export const listNotifications: Command = {
  name: 'notifications list',
  takes: '',
  summary: 'List what you were told, the newest first; * is what you have not acknowledged.',
  options: {
    limit: 'how many at most, 1 to 100',
    cursor: 'where to go on: the nextCursor of the page before',
  },
  async run({ words, options: { cursor, limit }, client }) {
    noWords(words);
    const page = await (await client()).notifications.list({
      cursor,
      limit: limit === undefined ? undefined : numberIn('limit', limit),
    });
    const more = page.nextCursor === null ? [] : [`More: --cursor ${page.nextCursor}`];
    return { json: page, text: [...page.items.map(textOf), ...more].join('\n') };
  },
};

export const watchNotifications: Command = {
  name: 'notifications watch',
  takes: '',
  summary: 'Say what you are told as it comes, until Ctrl-C.',
  options: { after: 'the number of the last one that you know: what came after it comes first' },
  details: 'With --json each is one line of JSON.',
  async run({ words, options: { after }, client, say }) {
    noWords(words);
    const ending = new AbortController();
    const end = () => ending.abort();
    for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, end);
    await (await client()).notifications.watch({
      after: after === undefined ? undefined : numberIn('after', after),
      signal: ending.signal,
      onNotification: (notification) => say({ json: notification, text: textOf(notification) }),
    });
    return undefined;
  },
};

export const acknowledgeNotifications: Command = {
  name: 'notifications acknowledge',
  takes: '<notification id>… | --all',
  summary: 'Note that you have seen some, or all that there are now.',
  flags: { all: 'all of them' },
  async run({ words, flags, client }) {
    const isAll = flags.has('all');
    if (isAll === words.length > 0) throw new UsageError('Give ids of notifications, or --all.');
    const { notifications } = await client();
    const newest = isAll ? (await notifications.list({ limit: 1 })).items[0] : undefined;
    const count = await notifications.acknowledge(
      isAll ? { upTo: newest?.number ?? 0 } : { ids: [...words] },
    );
    return { json: count, text: `Left to see: ${count.unacknowledged}` };
  },
};

function numberIn(option: string, text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number)) throw new UsageError(`--${option} wants a number; got ${text}.`);
  return number;
}

function textOf({ id, number, title, content, action, createdAt, acknowledgedAt }: Notification): string {
  const mark = acknowledgedAt === null ? '*' : ' ';
  const call = action === null ? [] : [`${action.label}: ${action.href}`];
  const below = [...content.split('\n'), ...call].map((line) => `    ${line}`);
  return [`${mark} ${number}  ${createdAt.toISOString()}  ${title}  (${id})`, ...below].join('\n');
}
