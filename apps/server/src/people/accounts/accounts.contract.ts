import { z } from 'zod';
import { declareFault } from '../../kernel/fault.contract.ts';

export const ADDRESS_INVALID_HINT = 'Give an e-mail address such as person@example.org.';

/** Trimmed; letter case is kept for sending and ignored for comparing. */
export const Address = z
  .string()
  .trim()
  .max(254, 'An address has at most 254 characters.')
  .pipe(z.email(ADDRESS_INVALID_HINT));

/** A line that people read: no line breaks and no control characters, which would reach mail headers. */
export const FullName = z
  .string()
  .trim()
  .min(1, 'Give a name.')
  .max(120, 'A name has at most 120 characters.')
  .regex(/^[^\p{Cc}\u2028\u2029]*$/u, 'A name is one line without control characters.');

export const Locale = z
  .enum(['en', 'ru'])
  .meta({ id: 'Locale', description: 'A language that Foyer speaks.' });
export type Locale = z.infer<typeof Locale>;

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
    locale: Locale,
    createdAt: z.date(),
  })
  .meta({ id: 'Account', description: 'The account that is signed in.' });
export type Account = z.infer<typeof Account>;

export const UpdateProfileInput = z
  .object({
    fullName: FullName.optional().describe('One line, at most 120 characters.'),
    locale: Locale.optional(),
  })
  .meta({ id: 'UpdateProfileInput', description: 'What to change; what is left out stays.' });
export type UpdateProfileInput = z.infer<typeof UpdateProfileInput>;

export const ACCOUNT_DISABLED = declareFault(
  'ACCOUNT_DISABLED',
  'FORBIDDEN',
  'This account has been closed by the people who run this service.',
);
