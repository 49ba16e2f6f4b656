import { z } from 'zod';

export const MAIL_TOPICS = ['reminders', 'announcements'] as const;

export const MailTopic = z.enum(MAIL_TOPICS).meta({
  id: 'MailTopic',
  description:
    'Mails that one may do without. `reminders`: before events that one has a seat at. `announcements`: what staff writes to people of an event.',
});
export type MailTopic = z.infer<typeof MailTopic>;

export const MailPreferences = z
  .object({
    reminders: z.boolean().describe('Whether reminders come. Codes, security, seats and changes always do.'),
    announcements: z.boolean().describe('Whether what staff writes to the people of an event comes.'),
  })
  .meta({ id: 'MailPreferences', description: 'Which of the mails that one may do without are wanted.' });
export type MailPreferences = z.infer<typeof MailPreferences>;

export const SetMailPreferencesInput = z
  .object({
    reminders: z.boolean().optional().describe('Left out: as it is.'),
    announcements: z.boolean().optional().describe('Left out: as it is.'),
  })
  .meta({ id: 'SetMailPreferencesInput' });
export type SetMailPreferencesInput = z.infer<typeof SetMailPreferencesInput>;
