import { ADMIN_OPTIONS, withAdmin } from '../admin-listener.ts';
import { type Command, noWords, UsageError } from '../command.ts';

export const listDeadLetters: Command = {
  name: 'jobs dead',
  takes: '',
  summary: 'List jobs that were tried as often as their queue tries.',
  options: {
    queue: 'only those that came from this queue',
    limit: 'how many at most, 1 to 100',
    cursor: 'where to go on, as the page before said',
    ...ADMIN_OPTIONS,
  },
  async run(invocation) {
    const { words, options } = invocation;
    noWords(words);
    const page = await withAdmin(invocation, (admin) =>
      admin.jobs.listDeadLetters({
        ...(options.queue && { queue: options.queue }),
        ...(options.limit && { limit: Number(options.limit) }),
        ...(options.cursor && { cursor: options.cursor }),
      }),
    );
    const lines = page.items.map(({ id, queue, tries, diedAt, error }) =>
      [id, queue, `tried ${tries}`, diedAt.toISOString(), error?.split('\n')[0] ?? ''].join('  '),
    );
    if (page.nextCursor) lines.push(`More: --cursor ${page.nextCursor}`);
    return { json: page, text: lines.join('\n') || 'No dead letters.' };
  },
};

export const redrive: Command = {
  name: 'jobs redrive',
  takes: '[<dead letter id> …]',
  summary: 'Put dead letters back into the queues that they came from.',
  options: { queue: 'all that came from this queue', ...ADMIN_OPTIONS },
  flags: { all: 'all of them' },
  async run(invocation) {
    const { words: ids, options, flags } = invocation;
    const { queue } = options;
    // All of them by a slip of the finger would be a surprise.
    if ([ids.length > 0, queue !== undefined, flags.has('all')].filter(Boolean).length !== 1)
      throw new UsageError('It wants the ids of dead letters, --queue, or --all.');
    const meant = { ...(ids.length > 0 && { ids: [...ids] }), ...(queue && { queue }) };
    const total = await withAdmin(invocation, async (admin) => {
      let moved = 0;
      for (;;) {
        const step = await admin.jobs.redrive(meant);
        moved += step.moved;
        if (step.left === 0 || step.moved === 0) return { moved, left: step.left };
      }
    });
    return { json: total, text: `${total.moved} put back, ${total.left} left.` };
  },
};
