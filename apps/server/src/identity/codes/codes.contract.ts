import { z } from 'zod';
import { declareFault } from '../../kernel/fault.contract.ts';
import { declareProblem } from '../../kernel/field-problem.contract.ts';
import { Deliver } from '../sessions/sessions.contract.ts';

const NOT_EIGHT_DIGITS = declareProblem('not-eight-digits', 'The code has eight digits.');

/** Eight digits; spaces and dashes that people type between them are dropped. */
export const Code = z
  .string()
  .max(32)
  .transform((code) => code.replace(/[\s-]/g, ''))
  .pipe(z.string().regex(/^\d{8}$/, NOT_EIGHT_DIGITS.text));

export const CodeSent = z
  .object({
    ticket: z.uuid().describe('Names this attempt; hand it back together with the code.'),
    expiresAt: z.date().describe('When the code stops working: ten minutes after it was sent.'),
  })
  .meta({
    id: 'CodeSent',
    description: 'The answer is the same whether or not the address is known.',
  });
export type CodeSent = z.infer<typeof CodeSent>;

export const RedeemCodeInput = z
  .object({
    ticket: z.uuid().describe('As answered when the code was asked for.'),
    code: Code.describe('The eight digits from the mail.'),
    deliver: Deliver,
  })
  .meta({ id: 'RedeemCodeInput' });
export type RedeemCodeInput = z.infer<typeof RedeemCodeInput>;

export const CODE_WRONG = declareFault(
  'CODE_WRONG',
  'BAD_REQUEST',
  'This code is wrong, has been used, or has run out. Check it, or ask for a new one.',
);
export const CODE_WAIT = declareFault(
  'CODE_WAIT',
  'TOO_MANY_REQUESTS',
  'Too many wrong codes for this address, or too many asked for. Wait, then try again.',
);
