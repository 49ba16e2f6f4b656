import { z } from 'zod';
import { declareFault } from '../../kernel/fault.contract.ts';
import { declareProblem } from '../../kernel/field-problem.contract.ts';
import { Locale } from '../../kernel/locale.contract.ts';
import { inOneLine } from '../../kernel/text.contract.ts';

const NOT_AN_ADDRESS = declareProblem('not-an-address', 'Give an e-mail address such as person@example.org.');
export const TIME_ZONE_UNKNOWN = declareProblem(
  'time-zone-unknown',
  'Give an IANA time zone such as Europe/Berlin.',
);

/** Trimmed; letter case is kept for sending and ignored for comparing. */
export const Address = z
  .string()
  .trim()
  .max(254, 'An address has at most 254 characters.')
  .pipe(z.email(NOT_AN_ADDRESS.text));

/** A line that people read: no line breaks and no control characters, which would reach mail headers. */
export const FullName = z
  .string()
  .trim()
  .min(1, 'Give a name.')
  .max(120, 'A name has at most 120 characters.')
  .regex(...inOneLine);

/** What is left empty in a form is nothing, not an empty text. */
export const Organisation = z
  .string()
  .trim()
  .min(1, 'Give a name, or null for none.')
  .max(120, 'An organisation has at most 120 characters.')
  .regex(...inOneLine);

export const About = z
  .string()
  .trim()
  .min(1, 'Write something, or null for nothing.')
  .max(500, 'This has at most 500 characters.');

export const TimeZone = z.string().max(64).refine(isTimeZone, TIME_ZONE_UNKNOWN.text);

function isTimeZone(name: string): boolean {
  try {
    return Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

export const Role = z.enum(['member', 'staff', 'superuser']).meta({
  id: 'Role',
  description: 'What an account may do: take part, run events and people, or run everything.',
});
export type Role = z.infer<typeof Role>;

export const Account = z
  .object({
    id: z.uuid().describe('UUIDv7.'),
    address: z.string().describe('The e-mail address, as its owner wrote it.'),
    fullName: z.string(),
    role: Role,
    isSystem: z.boolean().describe('Of an import or a job: nobody signs in to it.'),
    locale: Locale,
    organisation: z.string().nullable(),
    about: z.string().nullable().describe('What the person says of themselves.'),
    timeZone: z.string().nullable().describe('IANA, such as Europe/Berlin; null follows each device.'),
    createdAt: z.date(),
  })
  .meta({ id: 'Account', description: 'The account that is signed in.' });
export type Account = z.infer<typeof Account>;

export const UpdateProfileInput = z
  .object({
    fullName: FullName.optional().describe('One line, at most 120 characters.'),
    locale: Locale.optional(),
    organisation: Organisation.nullable()
      .optional()
      .describe('One line, at most 120 characters; null removes it.'),
    about: About.nullable().optional().describe('At most 500 characters; null removes it.'),
    timeZone: TimeZone.nullable()
      .optional()
      .describe('IANA, such as Europe/Berlin; null follows each device.'),
  })
  .meta({ id: 'UpdateProfileInput', description: 'What to change; what is left out stays.' });
export type UpdateProfileInput = z.infer<typeof UpdateProfileInput>;

export const ACCOUNT_DISABLED = declareFault(
  'ACCOUNT_DISABLED',
  'FORBIDDEN',
  'This account has been closed by the people who run this service.',
);
export const ACCOUNT_NOT_FOUND = declareFault('ACCOUNT_NOT_FOUND', 'NOT_FOUND', 'There is no such account.');
