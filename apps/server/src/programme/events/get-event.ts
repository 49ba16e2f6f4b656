import type { Context } from '../../kernel/context.ts';
import { preparedRead } from '../../kernel/database/prepared.ts';
import { jsonOf, toInstantOrNull } from '../../kernel/database/sql-of.ts';
import { Fault } from '../../kernel/fault.ts';
import { seatToken } from '../calendars/seat-token.ts';
import { PLACE_IN_LINE } from '../participations/waiting-in-line.ts';
import type { ReminderRule } from '../reminders/reminders.contract.ts';
import { EVENT_NOT_FOUND, type EventDetails, type GetEventInput } from './events.contract.ts';
import { maySeeEvent } from './events.policy.ts';
import { selectSummaries, summaryOf } from './select-summaries.ts';

const readEvent = preparedRead<{ eventId: string; accountId: string }>()((db, parameter) =>
  selectSummaries(db)
    .leftJoin('participation', (join) =>
      join
        .onRef('participation.event_id', '=', 'event.id')
        .on('participation.account_id', '=', parameter('accountId')),
    )
    .select([
      'participation.state as mine',
      'event.description',
      'event.location_address',
      'event.payment_info',
      'event.registration_opens_at',
      'event.registration_closes_at',
      'event.reminders',
      'event.cancellation_reason',
      'event.offer_hours',
      'participation.id as my_participation_id',
      'participation.offer_expires_at as my_offer_expires_at',
      'event.version',
      'event.rescheduled_from',
      'event.own_fields',
    ])
    .select((row) => [
      row
        .selectFrom('participation as waiting')
        .whereRef('waiting.event_id', '=', 'event.id')
        .where('waiting.state', '=', 'waitlisted')
        .select((count) => count.fn.countAll<number>().as('length'))
        .as('waitlist_length'),
      PLACE_IN_LINE.as('waitlist_place'),
    ])
    .where('event.id', '=', parameter('eventId')),
);

/** Takes part in nothing: stands for whoever is signed out. */
const NOBODY = '00000000-0000-0000-0000-000000000000';

/** Open to everybody for what is published or was; a draft answers others as one that does not exist. */
export async function getEvent(ctx: Context, input: GetEventInput): Promise<EventDetails> {
  const accountId = ctx.actor.kind === 'account' ? ctx.actor.accountId : NOBODY;
  const [row] = await readEvent(ctx.em, { eventId: input.eventId, accountId });
  if (row === undefined || !maySeeEvent(ctx.actor, row)) throw new Fault(EVENT_NOT_FOUND);
  const summary = summaryOf(ctx.config, row, ctx.clock.now());
  return {
    ...summary,
    mine: row.mine,
    series: summary.series && { ...summary.series, ownFields: jsonOf<string[] | null>(row.own_fields) ?? [] },
    description: row.description,
    rescheduledFrom: toInstantOrNull(row.rescheduled_from),
    locationAddress: row.location_address,
    paymentInfo: row.payment_info,
    registrationOpensAt: toInstantOrNull(row.registration_opens_at),
    registrationClosesAt: toInstantOrNull(row.registration_closes_at),
    reminders: jsonOf<ReminderRule[]>(row.reminders),
    cancellationReason: row.cancellation_reason,
    offerHours: row.offer_hours,
    waitlistLength: Number(row.waitlist_length),
    myWaitlistPlace: row.mine === 'waitlisted' ? Number(row.waitlist_place) : null,
    myOfferExpiresAt: toInstantOrNull(row.my_offer_expires_at),
    calendarUrl: `${ctx.config.PUBLIC_URL}/calendar/${calendarFile(ctx, row)}.ics`,
    version: row.version,
  };
}

/** With a seat it is the same event as in the mails about it, so that no calendar shows it twice. */
function calendarFile(
  { config }: Context,
  row: { id: string; mine: string | null; my_participation_id: string | null },
): string {
  return row.mine === 'going' && row.my_participation_id !== null
    ? `seats/${seatToken(config, row.my_participation_id)}`
    : `events/${row.id}`;
}
