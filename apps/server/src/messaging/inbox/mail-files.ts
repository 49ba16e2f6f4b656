import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Email } from 'postal-mime';

export const EML = '.eml';

/** The ids of all mails in the folder, the newest first; none if there is no folder yet. */
export async function listMails(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => [] as string[]);
  return names
    .filter((name) => name.endsWith(EML))
    .map((name) => name.slice(0, -EML.length))
    .sort()
    .reverse();
}

/** One mail, read; undefined if it is not there (any more). */
export async function readMail(folder: string, id: string): Promise<Email | undefined> {
  const raw = await readFile(join(folder, `${id}${EML}`)).catch(() => undefined);
  if (raw === undefined) return undefined;
  const { default: PostalMime } = await import('postal-mime');
  return PostalMime.parse(raw);
}

/** Everybody whom the mail names as a recipient. */
export function recipientsOf(mail: Email): string[] {
  return (mail.to ?? []).flatMap((to) => to.address ?? (to.group ?? []).map((one) => one.address));
}
