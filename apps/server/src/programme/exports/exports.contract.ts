import { z } from 'zod';
import { declareFault } from '../../kernel/fault.contract.ts';

export const ExportFormat = z.enum(['csv', 'xlsx']).meta({ id: 'ExportFormat' });
export type ExportFormat = z.infer<typeof ExportFormat>;

export const ExportParticipantsInput = z
  .object({ eventId: z.uuid(), format: ExportFormat.default('csv') })
  .meta({ id: 'ExportParticipantsInput' });
export type ExportParticipantsInput = z.infer<typeof ExportParticipantsInput>;

export const ParticipantsExport = z
  .object({
    url: z
      .string()
      .describe('Answers the file once, by a plain GET without any credential. Keep it to yourself.'),
    fileName: z.string().describe('As a browser would save it.'),
    expiresAt: z.date().describe('Until when it wants to be used.'),
  })
  .meta({
    id: 'ParticipantsExport',
    description: 'Where the file of all attendees of an event is to be had.',
  });
export type ParticipantsExport = z.infer<typeof ParticipantsExport>;

export const EXPORT_LINK_OVER = declareFault(
  'EXPORT_LINK_OVER',
  'NOT_FOUND',
  'This link has been used, or its time is over. Ask for a new one.',
);
