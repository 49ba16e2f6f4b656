import { accountOf } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { sqlOf } from '../../kernel/database/sql-of.ts';
import { letterIn } from '../../messaging/mails/compose-message.ts';
import { renderText } from '../../messaging/mails/render-text.ts';
import '../../messaging/unsubscribes/unsubscribes.entity.ts';
import type { MailTopic } from '../../messaging/unsubscribes/unsubscribes.contract.ts';
import { AccountEntity } from '../../people/accounts/accounts.entity.ts';
import { writeAnnouncement } from './announcement.mail.ts';
import type { AnnouncementPreview, PreviewAnnouncementInput } from './announcements.contract.ts';
import { audienceOf } from './audience-of.ts';
import { requireAnnounceable } from './require-announceable.ts';

const TOPIC: MailTopic = 'announcements';

/** How many an announcement would reach, and what they would read. Nothing is kept or sent. */
export async function previewAnnouncement(
  ctx: Context,
  input: PreviewAnnouncementInput,
): Promise<AnnouncementPreview> {
  const event = await requireAnnounceable(ctx, input.eventId);
  const caller = await ctx.em.findOneOrFail(AccountEntity, { id: accountOf(ctx.actor).accountId });
  const { locale = caller.locale } = input;
  const content = writeAnnouncement(
    { ...input, fullName: caller.fullName, event },
    letterIn(locale, ctx.config),
  );
  return {
    ...(await countPeople(ctx, input)),
    text: renderText(content, locale, new URL(ctx.config.PUBLIC_URL).host),
    locale,
  };
}

async function countPeople(ctx: Context, input: PreviewAnnouncementInput) {
  const db = sqlOf(ctx.em);
  const counted = await db
    .selectFrom(audienceOf(input)(db).as('person'))
    .leftJoin('unsubscribe', (join) =>
      join.onRef('unsubscribe.account_id', '=', 'person.accountId').on('unsubscribe.topic', '=', TOPIC),
    )
    .select((row) => [
      row.fn.countAll<number>().as('all'),
      row.fn.count<number>('unsubscribe.account_id').as('unsubscribed'),
    ])
    .executeTakeFirstOrThrow();
  const unsubscribed = Number(counted.unsubscribed);
  return { people: Number(counted.all) - unsubscribed, unsubscribed };
}
