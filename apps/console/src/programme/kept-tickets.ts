import { foyer } from '../client/foyer.ts';

/** A ticket, and what must be known of its event where there is no network. */
export type KeptTicket = {
  eventId: string;
  accountId: string;
  fullName: string;
  ticket: string;
  checkedInAt: string | null;
  eventName: string;
  startsAt: string;
  timeZone: string;
  locationName: string | null;
  locationAddress: string | null;
  keptAt: string;
};

type Owner = { id: string; fullName: string };

const storageKey = 'foyer-tickets';
const MOST_KEPT = 20;

/** Reads the ticket and the event, and keeps both on the device; what was kept answers when nobody else does. */
export async function readTicket(eventId: string, owner: Owner): Promise<KeptTicket> {
  const [{ ticket, checkedInAt }, event] = await Promise.all([
    foyer.participations.ticket({ eventId }),
    foyer.events.get({ eventId }),
  ]);
  const kept: KeptTicket = {
    eventId,
    accountId: owner.id,
    fullName: owner.fullName,
    ticket,
    checkedInAt: checkedInAt?.toISOString() ?? null,
    eventName: event.name,
    startsAt: event.startsAt.toISOString(),
    timeZone: event.timeZone,
    locationName: event.locationName,
    locationAddress: event.locationAddress,
    keptAt: new Date().toISOString(),
  };
  keep([kept, ...all().filter((one) => one.eventId !== eventId)].slice(0, MOST_KEPT));
  return kept;
}

/** Without network nobody knows who is signed in: it is whoever was last, since signing out forgets all. */
export function keptTicket(eventId: string, accountId: string | undefined): KeptTicket | undefined {
  return all().find(
    (one) => one.eventId === eventId && (accountId === undefined || one.accountId === accountId),
  );
}

/** Whoever has a ticket is let in by it: it goes when its owner signs out. */
export function forgetTickets(): void {
  keep([]);
}

function all(): KeptTicket[] {
  try {
    return JSON.parse(localStorage.getItem(storageKey) ?? '[]') as KeptTicket[];
  } catch {
    return [];
  }
}

function keep(tickets: KeptTicket[]): void {
  try {
    localStorage.setItem(storageKey, JSON.stringify(tickets));
  } catch {
    // Without storage the ticket is there for as long as the page is.
  }
}
