import type { Context } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { postMails } from '../../messaging/deliveries/post-mail.ts';
import { AccountEntity, type AccountRow } from './accounts.entity.ts';
import { superusersChangedMail } from './superusers-changed.mail.ts';

/** Tells all other superusers that somebody is one now, or no longer. In the transaction of the change. */
export async function tellSuperusers(
  ctx: Context,
  { id, fullName, address }: AccountRow,
  change: 'made' | 'unmade',
): Promise<void> {
  const others = await ctx.em.find(AccountEntity, { role: 'superuser', disabledAt: null, id: { $ne: id } });
  const changeId = newId();
  await postMails(
    ctx,
    superusersChangedMail,
    others.map((one) => ({
      sendKey: `superusers-changed:${changeId}:${one.id}`,
      recipient: one.address,
      accountId: one.id,
      locale: one.locale,
      payload: {
        fullName: one.fullName,
        subjectId: id,
        subjectName: fullName,
        subjectAddress: address,
        change,
      },
    })),
  );
}
