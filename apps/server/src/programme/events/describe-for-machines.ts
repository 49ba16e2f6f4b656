import { Temporal } from 'temporal-polyfill';
import type { Config } from '../../kernel/config.ts';
import { type Html, html } from '../../kernel/html.ts';
import type { EventDetails } from './events.contract.ts';
import { registrationEndsAt } from './events.entity.ts';

/** Title, preview and schema.org's Event, as the head of a page has them. */
export function describeForMachines(config: Config, event: EventDetails): Html {
  const url = `${config.PUBLIC_URL}/events/${event.id}`;
  const text = event.shortDescription || event.description.slice(0, 300);
  const picture = largestJpeg(event);
  return html`<title>${event.name} – Foyer</title>
    <meta name="description" content="${text}">
    <link rel="canonical" href="${url}">
    <meta property="og:type" content="website">
    <meta property="og:title" content="${event.name}">
    <meta property="og:description" content="${text}">
    <meta property="og:url" content="${url}">
    ${picture === undefined ? html`` : html`<meta property="og:image" content="${picture}">`}
    <script type="application/ld+json">${asScript(schemaOf(event, url))}</script>`;
}

/** JSON as the content of a script element: nothing in it ends that, or begins another. */
function asScript(value: object): Html {
  return { html: JSON.stringify(value).replaceAll('<', '\\u003c') };
}

/** https://schema.org/Event, with what search engines ask for. What is not known is left out, not guessed. */
function schemaOf(event: EventDetails, url: string): object {
  const isGone = event.status === 'cancelled' || event.phase === 'ended' || event.joinPolicy === 'closed';
  return {
    '@context': 'https://schema.org',
    '@type': 'Event',
    '@id': url,
    url,
    name: event.name,
    description: event.description || event.shortDescription || undefined,
    startDate: localIso(event.startsAt, event.timeZone),
    endDate: localIso(event.endsAt, event.timeZone),
    eventStatus: `https://schema.org/${event.status === 'cancelled' ? 'EventCancelled' : 'EventScheduled'}`,
    eventAttendanceMode: 'https://schema.org/OfflineEventAttendanceMode',
    image: largestJpeg(event),
    location: placeOf(event),
    maximumAttendeeCapacity: event.capacity ?? undefined,
    remainingAttendeeCapacity: event.seatsLeft ?? undefined,
    // One name for the series at all of its dates: whoever reads several knows that they belong together.
    superEvent: event.series
      ? {
          '@type': 'EventSeries',
          '@id': `${new URL(url).origin}/#series-${event.series.id}`,
          name: event.name,
        }
      : undefined,
    offers: {
      '@type': 'Offer',
      url,
      availability: `https://schema.org/${isGone ? 'Discontinued' : event.seatsLeft === 0 ? 'SoldOut' : 'InStock'}`,
      validFrom: event.registrationOpensAt?.toISOString(),
      validThrough: registrationEndsAt(event).toISOString(),
    },
  };
}

/** Who shows previews of links need not know newer types. */
function largestJpeg({ image }: EventDetails): string | undefined {
  return image?.variants.findLast(({ type }) => type === 'image/jpeg')?.url;
}

function placeOf({ locationName, locationAddress }: EventDetails): object | undefined {
  if (locationName === null && locationAddress === null) return undefined;
  return { '@type': 'Place', name: locationName ?? undefined, address: locationAddress ?? undefined };
}

/** The wall-clock time of the place with its offset then: what somebody there would say. */
function localIso(instant: Date, timeZone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(instant.getTime())
    .toZonedDateTimeISO(timeZone)
    .toString({ timeZoneName: 'never', smallestUnit: 'second' });
}
