import { z } from 'zod';
import { declareFault } from '../../kernel/fault.contract.ts';
import { declareProblem } from '../../kernel/field-problem.contract.ts';
import { instantInput } from '../../kernel/instant.contract.ts';
import { Locale } from '../../kernel/locale.contract.ts';
import { nextCursor, pageInput } from '../../kernel/page.contract.ts';
import { inLines, inOneLine } from '../../kernel/text.contract.ts';

export const ANNOUNCED_STATES = ['going', 'waitlisted', 'offered', 'requested', 'invited'] as const;

const AnnouncedState = z.enum(ANNOUNCED_STATES).meta({
  id: 'AnnouncedState',
  description: 'How somebody takes part who may be written to.',
});

export const ANNOUNCEMENT_STATES = ['scheduled', 'posted', 'cancelled'] as const;

export const AnnouncementState = z.enum(ANNOUNCEMENT_STATES).meta({
  id: 'AnnouncementState',
  description:
    '`scheduled` waits for its time. `posted` is on its way or there. `cancelled` was taken back, or its event no longer stood when its time came; what had left by then had left.',
});

export const CheckedIn = z.enum(['any', 'yes', 'no']).meta({
  id: 'AnnouncedCheckIn',
  description: '`yes`: only who was let in. `no`: only who was not. `any`: both.',
});

const words = {
  subject: z
    .string()
    .trim()
    .min(1, 'Give a subject.')
    .max(160, 'At most 160 characters.')
    .regex(...inOneLine)
    .describe('One line, 1 to 160 characters.'),
  body: z
    .string()
    .trim()
    .min(1, 'Write something.')
    .max(10_000, 'At most 10,000 characters.')
    .regex(...inLines)
    .describe('Plain text, 1 to 10,000 characters; an empty line begins a paragraph.'),
};

const audience = {
  states: z
    .array(AnnouncedState)
    .min(1, 'Say whom it is for.')
    .max(ANNOUNCED_STATES.length)
    .default(['going'])
    .describe('Whom it is for, by how they take part when it is sent.'),
  checkedIn: CheckedIn.default('any'),
};

export const CreateAnnouncementInput = z
  .object({
    eventId: z.uuid(),
    ...words,
    ...audience,
    sendAt: instantInput.optional().describe('Ahead, within a year; left out: now.'),
  })
  .meta({ id: 'CreateAnnouncementInput', description: 'Words to a part of the people of an event.' });
export type CreateAnnouncementInput = z.infer<typeof CreateAnnouncementInput>;

export const PreviewAnnouncementInput = z
  .object({
    eventId: z.uuid(),
    ...words,
    ...audience,
    locale: Locale.optional().describe("The language to show it in; left out: the caller's."),
  })
  .meta({ id: 'PreviewAnnouncementInput' });
export type PreviewAnnouncementInput = z.infer<typeof PreviewAnnouncementInput>;

export const AnnouncementPreview = z
  .object({
    people: z.int().describe('Who would get it if it were sent now.'),
    unsubscribed: z.int().describe('Who is among those it is for, and wants no announcements.'),
    text: z
      .string()
      .describe(
        'The mail as plain text, as it would come to the caller if they read this language, without the link that ends such mails. The words of staff are the same in each.',
      ),
    locale: Locale.describe('The language of `text`. Everybody gets it in their own.'),
  })
  .meta({ id: 'AnnouncementPreview' });
export type AnnouncementPreview = z.infer<typeof AnnouncementPreview>;

const AnnouncementCounts = z
  .object({
    posted: z.int().describe('To so many people it was posted; the sum of the others.'),
    waiting: z.int().describe('Not sent yet.'),
    sent: z.int(),
    failed: z.int().describe('The relay refused them for good.'),
    unknown: z.int().describe('They may or may not have been sent.'),
    withdrawn: z
      .int()
      .describe('Left, let in, unsubscribed or kept out before it was sent, or it was cancelled.'),
  })
  .meta({ id: 'AnnouncementCounts' });

export const Announcement = z
  .object({
    id: z.uuid(),
    eventId: z.uuid(),
    subject: z.string(),
    body: z.string(),
    states: z.array(AnnouncedState),
    checkedIn: CheckedIn,
    state: AnnouncementState,
    sendAt: z.date().describe('From when on it is sent.'),
    createdAt: z.date(),
    mails: AnnouncementCounts,
  })
  .meta({ id: 'Announcement' });
export type Announcement = z.infer<typeof Announcement>;

export const ListAnnouncementsInput = z
  .object({ eventId: z.uuid(), ...pageInput })
  .meta({ id: 'ListAnnouncementsInput' });
export type ListAnnouncementsInput = z.infer<typeof ListAnnouncementsInput>;

export const AnnouncementPage = z
  .object({ items: z.array(Announcement), nextCursor })
  .meta({ id: 'AnnouncementPage' });
export type AnnouncementPage = z.infer<typeof AnnouncementPage>;

export const CancelAnnouncementInput = z
  .object({ announcementId: z.uuid() })
  .meta({ id: 'CancelAnnouncementInput' });
export type CancelAnnouncementInput = z.infer<typeof CancelAnnouncementInput>;

export const ANNOUNCEMENT_NOT_FOUND = declareFault(
  'ANNOUNCEMENT_NOT_FOUND',
  'NOT_FOUND',
  'There is no such announcement.',
);
export const ANNOUNCEMENT_NOT_POSSIBLE = declareFault(
  'ANNOUNCEMENT_NOT_POSSIBLE',
  'CONFLICT',
  'Only the people of a published or cancelled event can be written to.',
);
export const NOT_WITHIN_A_YEAR = declareProblem('not-within-a-year', 'Give a time ahead, within a year.');
export const ANNOUNCEMENT_TIME_INVALID = declareFault(
  'ANNOUNCEMENT_TIME_INVALID',
  'BAD_REQUEST',
  'An announcement is sent now or at a time ahead, within a year.',
);
export const ANNOUNCEMENT_SENT = declareFault(
  'ANNOUNCEMENT_SENT',
  'CONFLICT',
  'It has been sent: nothing of it can be taken back.',
);
