import { ADMIN_OPTIONS, withAdmin } from '../admin-listener.ts';
import { type Command, noWords, UsageError } from '../command.ts';

const LISTED = {
  unknown: {
    summary: 'List mails of which nobody knows whether they were sent.',
    details:
      'Look for their Message-ID in the log of the relay, then say by `mails resolve` what became of them.',
    none: 'No unknown mails.',
  },
  failed: {
    summary: 'List mails that were refused for good, or tried too often.',
    details: 'Mend what stood in their way, then send them again, or give them up, by `mails resolve`.',
    none: 'No refused mails.',
  },
} as const;

export const listUnknownMails = listCommand('unknown');
export const listFailedMails = listCommand('failed');

function listCommand(state: 'unknown' | 'failed'): Command {
  const { none, ...told } = LISTED[state];
  return {
    name: `mails ${state}`,
    takes: '',
    ...told,
    options: {
      kind: 'only of this kind, such as event-reminder',
      limit: 'how many at most, 1 to 100',
      cursor: 'where to go on, as the page before said',
      ...ADMIN_OPTIONS,
    },
    async run(invocation) {
      const { words, options } = invocation;
      noWords(words);
      const page = await withAdmin(invocation, (admin) =>
        admin.undeliveredMails.list({
          state,
          ...(options.kind && { kind: options.kind }),
          ...(options.limit && { limit: Number(options.limit) }),
          ...(options.cursor && { cursor: options.cursor }),
        }),
      );
      const lines = page.items.map(({ id, kind, recipient, messageId, createdAt, outcome }) =>
        [id, kind, recipient, messageId, createdAt.toISOString(), outcome ?? ''].join('  '),
      );
      if (page.nextCursor) lines.push(`More: --cursor ${page.nextCursor}`);
      return { json: page, text: lines.join('\n') || none };
    },
  };
}

export const resolveMails: Command = {
  name: 'mails resolve',
  takes: '[<mail id> …]',
  summary: 'Say what became of unknown mails, or what is to become of refused ones.',
  options: {
    as: 'unknown ones: sent, if they have arrived, send-again, if they have not; refused ones: send-again or given-up',
    kind: 'all of this kind, such as event-reminder',
    before: 'all that were posted before this instant, such as 2027-03-14T18:30:00Z',
    ...ADMIN_OPTIONS,
  },
  flags: { all: 'all of them', failed: 'refused ones, instead of unknown ones' },
  async run(invocation) {
    const { words: ids, options, flags } = invocation;
    const { as, kind, before } = options;
    const state = flags.has('failed') ? 'failed' : 'unknown';
    const other = state === 'failed' ? 'given-up' : 'sent';
    if (as !== 'send-again' && as !== other)
      throw new UsageError(`It wants --as ${other} or --as send-again.`);
    const isFiltered = kind !== undefined || before !== undefined;
    if ([ids.length > 0, isFiltered, flags.has('all')].filter(Boolean).length !== 1)
      throw new UsageError('It wants the ids of mails, --kind or --before, or --all.');
    const createdBefore = before === undefined ? undefined : new Date(before);
    if (createdBefore && Number.isNaN(createdBefore.getTime()))
      throw new UsageError(`--before wants an instant such as 2027-03-14T18:30:00Z; got ${before}.`);
    const meant = {
      state,
      as,
      ...(ids.length > 0 && { ids: [...ids] }),
      ...(kind && { kind }),
      ...(createdBefore && { createdBefore }),
    } as const;
    const total = await withAdmin(invocation, async (admin) => {
      let resolved = 0;
      for (;;) {
        const step = await admin.undeliveredMails.resolve(meant);
        resolved += step.resolved;
        if (step.left === 0 || step.resolved === 0) return { resolved, left: step.left };
      }
    });
    return { json: total, text: `${total.resolved} resolved, ${total.left} left.` };
  },
};
