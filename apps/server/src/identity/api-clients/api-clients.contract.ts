import { z } from 'zod';
import { declareFault } from '../../kernel/fault.contract.ts';
import { declareProblem } from '../../kernel/field-problem.contract.ts';
import { inOneLine } from '../../kernel/text.contract.ts';

const ClientName = z
  .string()
  .trim()
  .min(1, 'Give a name.')
  .max(80, 'A name has at most 80 characters.')
  .regex(...inOneLine);

const NOT_AN_ORIGIN = declareProblem(
  'not-an-origin',
  'Give an origin such as https://app.example.org, without a path and without a *.',
);

/** As browsers send it: a page's origin that differs by a slash would never match. */
const Origin = z.string().max(300).refine(isOrigin, NOT_AN_ORIGIN.text);

function isOrigin(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) && new URL(text).origin === text;
}

const Origins = z.array(Origin).max(20, 'A client has at most 20 origins.');

export const ApiClient = z
  .object({
    id: z.uuid(),
    name: z.string(),
    origins: z.array(z.string()).describe('Of its web pages, which cannot keep a secret.'),
    createdAt: z.date(),
    lastUsedAt: z.date().nullable().describe('To the minute, of calls with its secret; null for none.'),
    disabledAt: z.date().nullable(),
  })
  .meta({ id: 'ApiClient', description: 'A program or a web page that may call the API.' });
export type ApiClient = z.infer<typeof ApiClient>;

export const ApiClientList = z.object({ items: z.array(ApiClient) }).meta({ id: 'ApiClientList' });
export type ApiClientList = z.infer<typeof ApiClientList>;

export const CreateApiClientInput = z
  .object({
    name: ClientName.describe('One line, at most 80 characters.'),
    origins: Origins.describe('Origins of its web pages; none for a program.'),
  })
  .meta({ id: 'CreateApiClientInput' });
export type CreateApiClientInput = z.infer<typeof CreateApiClientInput>;

export const ApiClientSecret = z
  .object({
    id: z.uuid().describe('Sent as the header `x-client-id`.'),
    secret: z.string().describe('Sent as `x-client-secret`. Shown this once: only its hash is kept.'),
  })
  .meta({ id: 'ApiClientSecret' });
export type ApiClientSecret = z.infer<typeof ApiClientSecret>;

export const UpdateApiClientInput = z
  .object({
    clientId: z.uuid(),
    name: ClientName.optional(),
    origins: Origins.optional().describe('All of them: what is not among them is removed.'),
  })
  .meta({ id: 'UpdateApiClientInput', description: 'What to change; what is left out stays.' });
export type UpdateApiClientInput = z.infer<typeof UpdateApiClientInput>;

export const ApiClientInput = z.object({ clientId: z.uuid() }).meta({ id: 'ApiClientInput' });
export type ApiClientInput = z.infer<typeof ApiClientInput>;

export const API_CLIENT_NOT_FOUND = declareFault(
  'API_CLIENT_NOT_FOUND',
  'NOT_FOUND',
  'There is no such client.',
);
export const API_CLIENT_DISABLED = declareFault(
  'API_CLIENT_DISABLED',
  'CONFLICT',
  'This client has been disabled for good. Make another.',
);
