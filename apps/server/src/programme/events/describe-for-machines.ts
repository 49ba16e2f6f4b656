import { Temporal } from 'temporal-polyfill';
import type { Context } from '../../kernel/context.ts';
import { type Html, html } from '../../kernel/html.ts';
import type { EventDetails } from './events.contract.ts';
import { isRegistrationOpen, registrationEndsAt } from './events.entity.ts';

/** Title, preview and schema.org's Event, as the head of a page has them. */
export function describeForMachines({ config, clock }: Context, event: EventDetails): Html {
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
    <script type="application/ld+json">${asScript(schemaOf(event, { url, now: clock.now() }))}</script>`;
}

/** JSON as the content of a script element: nothing in it ends that, or begins another. */
function asScript(value: object): Html {
  return { html: JSON.stringify(value).replaceAll('<', '\\u003c') };
}

/** https://schema.org/Event, with what search engines ask for. What is not known is left out, not guessed. */
function schemaOf(event: EventDetails, { url, now }: { url: string; now: Date }): object {
  const location = placeOf(event);
  return {
    '@context': 'https://schema.org',
    '@type': 'Event',
    '@id': url,
    url,
    name: event.name,
    description: event.description || event.shortDescription || undefined,
    startDate: localIso(event.startsAt, event.timeZone),
    endDate: localIso(event.endsAt, event.timeZone),
    ...statusOf(event),
    // Without a place it may be anywhere, and nobody has said that it is.
    eventAttendanceMode: location && 'https://schema.org/OfflineEventAttendanceMode',
    image: largestJpeg(event),
    location,
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
    offers: offerOf(event, { url, now }),
  };
}

/** Called off, moved while people knew of it, or as it always was. */
function statusOf({ status, rescheduledFrom, timeZone }: EventDetails): object {
  if (status === 'cancelled') return { eventStatus: 'https://schema.org/EventCancelled' };
  if (rescheduledFrom === null) return { eventStatus: 'https://schema.org/EventScheduled' };
  const previousStartDate = localIso(rescheduledFrom, timeZone);
  return { eventStatus: 'https://schema.org/EventRescheduled', previousStartDate };
}

/** What a stranger would get who joined. For whom staff alone lets in nothing is on offer. */
function offerOf(event: EventDetails, { url, now }: { url: string; now: Date }): object | undefined {
  if (event.joinPolicy === 'invitation' || event.joinPolicy === 'closed') return undefined;
  return {
    '@type': 'Offer',
    url,
    availability: `https://schema.org/${availabilityOf(event, now)}`,
    validFrom: event.registrationOpensAt?.toISOString(),
    validThrough: registrationEndsAt(event).toISOString(),
  };
}

/** A seat that somebody waits for is theirs: whoever comes now finds none. */
function availabilityOf(event: EventDetails, now: Date): string {
  if (event.status !== 'published' || event.phase === 'ended') return 'Discontinued';
  if (event.registrationOpensAt !== null && now < event.registrationOpensAt) return 'PreOrder';
  if (!isRegistrationOpen(event, now)) return 'Discontinued';
  return event.seatsLeft === 0 || event.waitlistLength > 0 ? 'SoldOut' : 'InStock';
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
