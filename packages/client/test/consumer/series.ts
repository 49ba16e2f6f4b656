// More of the same project: an event that comes back.
import type { Client, FaultField, SeriesDetails } from '@foyer/client';

export async function keepsASeries(client: Client, eventId: string): Promise<SeriesDetails> {
  const plan = await client.series.preview({
    rule: 'FREQ=MONTHLY;BYDAY=-1FR',
    startsAtLocal: '2027-03-26T19:30',
    endsAtLocal: '2027-03-26T21:30',
    timeZone: 'Europe/Berlin',
  });
  const repeated: SeriesDetails = await client.series.create({ eventId, rule: plan.rule });
  const seriesId = repeated.id;
  const dates = await client.series.listDates({ seriesId, when: 'upcoming' });
  const edited = await client.series.update({
    eventId,
    version: (await client.events.get({ eventId })).version,
    scope: 'following',
    name: `${dates.items[0]?.ownFields.join()} ${(await client.series.get({ seriesId })).rule}`,
  });
  await client.series.addDate({ seriesId, date: '2027-04-01' });
  await client.series.skipDate({ seriesId: edited.series.id, date: '2027-04-01', reason: 'A holiday.' });
  await client.series.publish({ seriesId });
  await client.series.end({ seriesId });
  return client.series.cancel({ eventId, scope: 'all', reason: 'The hall is flooded.' });
}

/** What is wrong with a field, in words of one's own. */
export function wordsFor(field: FaultField): string {
  switch (field.code) {
    case 'too-long':
      return `At most ${field.params.maximum satisfies number}.`;
    case 'rule-part-unknown':
      return field.params.allowed.join(' ');
    // @ts-expect-error a code that does not exist
    case 'too-lang':
      return '';
    default:
      return field.message;
  }
}
