import type { TestServer } from './start-test-server.ts';
import { until } from './until.ts';

/** What the link “This was not me” holds, in the mail to an address about something. */
export async function linkAbout(server: TestServer, address: string, subject: RegExp): Promise<string> {
  const mail = await until(
    async () => (await server.mailsTo(address)).find((one) => subject.test(one.subject)),
    `${address} was told`,
  );
  return /\/not-me\?token=([\w-]+)/.exec(mail.text)?.[1] ?? '';
}
