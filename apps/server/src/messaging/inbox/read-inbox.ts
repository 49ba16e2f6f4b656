import { listMails, readMail, recipientsOf } from './mail-files.ts';

export type InboxMail = {
  id: string;
  subject: string;
  from: string;
  to: string[];
  date: string;
  text: string;
  html: string;
};

/** The mails of the development inbox, the oldest first: all, or those to one address. */
export async function readInbox(folder: string, address?: string, most = 500): Promise<InboxMail[]> {
  const ids = (await listMails(folder)).slice(0, most).reverse();
  const read = await Promise.all(ids.map((id) => readInboxMail(folder, id)));
  return read
    .filter((mail) => mail !== undefined)
    .filter((mail) => address === undefined || mail.to.includes(address.toLowerCase()));
}

async function readInboxMail(folder: string, id: string): Promise<InboxMail | undefined> {
  const mail = await readMail(folder, id);
  if (mail === undefined) return undefined;
  return {
    id,
    subject: mail.subject ?? '',
    from: mail.from?.address ?? '',
    to: recipientsOf(mail).map((to) => to.toLowerCase()),
    date: mail.date ?? '',
    text: mail.text ?? '',
    html: mail.html ?? '',
  };
}
