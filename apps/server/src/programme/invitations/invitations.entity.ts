import { defineEntity, p } from '@mikro-orm/core';
import type { InferKyselyTable } from '@mikro-orm/sql';
import { LOCALES } from '../../kernel/locale.contract.ts';
import { EventEntity } from '../events/events.entity.ts';

/** An invitation to an address that has no account. It becomes a participation when the address registers. */
export const InvitationEntity = defineEntity({
  name: 'Invitation',
  tableName: 'invitation',
  properties: {
    id: p.uuid().primary(),
    eventId: () => p.manyToOne(EventEntity).mapToPk().fieldName('event_id'),
    /** As staff wrote it. */
    address: p.string().length(254),
    addressKey: p.string().length(254).index(),
    /** As staff wrote it, to be greeted by. */
    fullName: p.string().length(120).nullable(),
    /** The language of whoever invited: that of the invited one is not known yet. */
    locale: p.enum(LOCALES),
    invitedBy: p.uuid().nullable(),
    createdAt: p.datetime(3),
  },
  uniques: [{ properties: ['eventId', 'addressKey'] }],
});

declare module '../../kernel/database/tables.ts' {
  interface Tables {
    invitation: InferKyselyTable<typeof InvitationEntity>;
  }
}
