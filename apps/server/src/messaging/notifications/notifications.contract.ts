import { z } from 'zod';
import { declareProblem } from '../../kernel/field-problem.contract.ts';
import { nextCursor, pageInput } from '../../kernel/page.contract.ts';

export const NOTIFICATION_TOPICS = ['security', 'seats', 'events', 'reminders', 'announcements'] as const;

export const NotificationTopic = z.enum(NOTIFICATION_TOPICS).meta({
  id: 'NotificationTopic',
  description:
    'What a notification is about. `security`: one’s account. `seats`: one’s own seat or place in line. ' +
    '`events`: changes and cancellations. `reminders`: before events that one has a seat at. ' +
    '`announcements`: what staff writes to the people of an event.',
});
export type NotificationTopic = z.infer<typeof NotificationTopic>;

export const NotificationAction = z
  .object({
    label: z.string().describe('For a button, such as `Take the seat`.'),
    href: z
      .string()
      .describe(
        'A path on this installation that begins with `/`, or an address that begins with `https://`.',
      ),
  })
  .meta({ id: 'NotificationAction', description: 'What a notification calls its reader to do.' });
export type NotificationAction = z.infer<typeof NotificationAction>;

export const Notification = z
  .object({
    id: z.uuid(),
    number: z.int().describe('Grows with each notification of the account; a stream is resumed after it.'),
    kind: z.string().describe('Such as `participation-offered`. There will be more.'),
    topic: NotificationTopic,
    title: z.string().describe('In the language of the account.'),
    content: z.string().describe('Some sentences of plain text; lines are broken by `\\n`.'),
    action: NotificationAction.nullable(),
    eventId: z.uuid().nullable().describe('The event that it is about, if any.'),
    createdAt: z.date(),
    acknowledgedAt: z.date().nullable().describe('When its reader said that they have seen it.'),
  })
  .meta({ id: 'Notification', description: 'Something that one is told within the product.' });
export type Notification = z.infer<typeof Notification>;

export const ListNotificationsInput = z.object({ ...pageInput }).meta({ id: 'ListNotificationsInput' });
export type ListNotificationsInput = z.infer<typeof ListNotificationsInput>;

export const NotificationPage = z
  .object({ items: z.array(Notification), nextCursor })
  .meta({ id: 'NotificationPage' });
export type NotificationPage = z.infer<typeof NotificationPage>;

export const NotificationCount = z
  .object({ unacknowledged: z.int().describe('How many one has not said to have seen.') })
  .meta({ id: 'NotificationCount' });
export type NotificationCount = z.infer<typeof NotificationCount>;

export const AcknowledgeNotificationsInput = z
  .object({
    ids: z.array(z.uuid()).max(100).optional().describe('These, 100 at most.'),
    upTo: z.int().min(0).max(2_147_483_647).optional().describe('All whose number is not above this one.'),
  })
  .meta({
    id: 'AcknowledgeNotificationsInput',
    description: 'Give `ids`, or `upTo`, or both. What is acknowledged already stays so.',
  });
export type AcknowledgeNotificationsInput = z.infer<typeof AcknowledgeNotificationsInput>;

/** What one may do without. Security, changes and cancellations always come. */
export const MUTABLE_TOPICS = [
  'reminders',
  'announcements',
  'seats',
] as const satisfies readonly NotificationTopic[];

export const NotificationPreferences = z
  .object({
    reminders: z.boolean().describe('Whether reminders of events come as notifications.'),
    announcements: z
      .boolean()
      .describe('Whether what staff writes to the people of an event comes as notifications.'),
    seats: z
      .boolean()
      .describe('Whether news of one’s own seats come as notifications; their mails always do.'),
  })
  .meta({
    id: 'NotificationPreferences',
    description: 'Which notifications are wanted. Security, changes and cancellations always come.',
  });
export type NotificationPreferences = z.infer<typeof NotificationPreferences>;

export const SetNotificationPreferencesInput = z
  .object({
    reminders: z.boolean().optional().describe('Left out: as it is.'),
    announcements: z.boolean().optional().describe('Left out: as it is.'),
    seats: z.boolean().optional().describe('Left out: as it is.'),
  })
  .meta({ id: 'SetNotificationPreferencesInput' });
export type SetNotificationPreferencesInput = z.infer<typeof SetNotificationPreferencesInput>;

export const NOT_A_NOTIFICATION_NUMBER = declareProblem(
  'not-a-notification-number',
  'The last event id is the number of the last notification that came, such as 17.',
);
