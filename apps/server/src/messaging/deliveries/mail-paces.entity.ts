import { defineEntity, p } from '@mikro-orm/core';
import type { InferKyselyTable } from '@mikro-orm/sql';

/** How far ahead mail to a domain or a mailbox is booked: the one row that every process counts in (GCRA). */
export const MailPaceEntity = defineEntity({
  name: 'MailPace',
  tableName: 'mail_pace',
  properties: {
    key: p.string().length(300).primary(),
    /** Milliseconds since 1970: when the next one is free, if nothing is sent before its turn. */
    freeAtMs: p.double().index(),
    /** When the first turn was that the last booking got: it ends at `freeAtMs`. */
    beganAtMs: p.double(),
  },
});

declare module '../../kernel/database/tables.ts' {
  interface Tables {
    mail_pace: InferKyselyTable<typeof MailPaceEntity>;
  }
}
