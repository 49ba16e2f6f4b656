import { once } from 'node:events';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { newId } from '../../kernel/ids.ts';
import type { Log } from '../../kernel/log.ts';
import { EML, listMails } from './mail-files.ts';

const MOST_MAILS = 500;
const LARGEST_MAIL = 10_000_000;

/** A relay for development that delivers to a folder: real SMTP on loopback, one file a mail. */
export async function startInbox(options: {
  folder: string;
  log: Log;
}): Promise<{ smtpUrl: string; stop(): Promise<void> }> {
  const { SMTPServer } = await import('smtp-server');
  await mkdir(options.folder, { recursive: true });
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    size: LARGEST_MAIL,
    closeTimeout: 1_000,
    onData(stream, _session, done) {
      buffer(stream)
        .then((message) => keep(options.folder, message))
        .then(
          () => done(),
          (error) => {
            options.log.warn({ err: error }, 'the inbox could not keep a mail');
            done(Object.assign(new Error('The mail could not be kept'), { responseCode: 451 }));
          },
        );
    },
  });
  server.on('error', (error) => options.log.warn({ err: error }, 'the inbox lost a connection'));
  const listening = server.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  const { port } = listening.address() as AddressInfo;
  return {
    smtpUrl: `smtp://127.0.0.1:${port}`,
    stop: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

/** Whole or not at all: readers never see half a mail. The ids sort by time, so the oldest go first. */
async function keep(folder: string, message: Buffer): Promise<void> {
  const id = newId();
  const unfinished = join(folder, `${id}.part`);
  await writeFile(unfinished, message);
  await rename(unfinished, join(folder, `${id}${EML}`));
  const superfluous = (await listMails(folder)).slice(MOST_MAILS);
  await Promise.all(superfluous.map((old) => rm(join(folder, `${old}${EML}`), { force: true })));
}
