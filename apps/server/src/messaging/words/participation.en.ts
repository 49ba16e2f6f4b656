/** What a mail about one's own participation can name. */
export type Told = { event: string; when: string; place: number; until: string };

/** What such a mail says. */
export type ParticipationWords = {
  subject: (told: Told) => string;
  preheader: (told: Told) => string;
  heading: string;
  text: (told: Told) => string;
};

export const participation = {
  confirmed: {
    subject: ({ event }: Told) => `You are in: ${event}`,
    preheader: ({ when }: Told) => `Your seat is taken for you. ${when}`,
    heading: 'You are in',
    text: ({ event }: Told) => `You have a seat at “${event}”.`,
  },
  waitlisted: {
    subject: ({ event }: Told) => `You are on the waitlist: ${event}`,
    preheader: ({ place }: Told) => `You are number ${place} in line.`,
    heading: 'You are on the waitlist',
    text: ({ event, place }: Told) =>
      `“${event}” is full. You are number ${place} in line. We write to you as soon as a seat is free for you.`,
  },
  promoted: {
    subject: ({ event }: Told) => `A seat is yours: ${event}`,
    preheader: ({ when }: Told) => `You have moved up from the waitlist. ${when}`,
    heading: 'A seat is yours',
    text: ({ event }: Told) =>
      `A seat at “${event}” has become free, and you have moved up from the waitlist.`,
  },
  offered: {
    subject: ({ event }: Told) => `A seat is kept for you: ${event}`,
    preheader: ({ until }: Told) => `Take it until ${until}.`,
    heading: 'A seat is kept for you',
    text: ({ event, until }: Told) =>
      `A seat at “${event}” has become free, and you are next in line. It is kept for you until ${until}. Say on the event’s page whether you take it; after that it goes to the next.`,
  },
  'offer-expired': {
    subject: ({ event }: Told) => `The seat was passed on: ${event}`,
    preheader: () => 'The time to take it has run out.',
    heading: 'The seat was passed on',
    text: ({ event }: Told) =>
      `A seat at “${event}” was kept for you, and the time to take it has run out. You no longer wait for one. You can join again, at the end of the line.`,
  },
  requested: {
    subject: ({ event }: Told) => `Your request is with the organisers: ${event}`,
    preheader: () => 'We write to you as soon as they have decided.',
    heading: 'Your request is with the organisers',
    text: ({ event }: Told) =>
      `Whoever wants to come to “${event}” is let in by its organisers. They have your request, and we write to you as soon as they have decided.`,
  },
  invited: {
    subject: ({ event }: Told) => `You are invited: ${event}`,
    preheader: ({ when }: Told) => `Say whether you come. ${when}`,
    heading: 'You are invited',
    text: ({ event }: Told) =>
      `You are invited to “${event}”. Say on its page whether you come: your seat is taken only then.`,
  },
  declined: {
    subject: ({ event }: Told) => `You are not coming: ${event}`,
    preheader: () => 'You have declined.',
    heading: 'You are not coming',
    text: ({ event }: Told) => `You have declined to come to “${event}”. Nothing is kept for you.`,
  },
  left: {
    subject: ({ event }: Told) => `You have left: ${event}`,
    preheader: () => 'Your seat, or your place in line, is free again.',
    heading: 'You no longer take part',
    text: ({ event }: Told) =>
      `You no longer take part in “${event}”. Your seat, or your place in line, is free again.`,
  },
  rejected: {
    subject: ({ event }: Told) => `You cannot take part: ${event}`,
    preheader: () => 'The organisers have decided so.',
    heading: 'You cannot take part',
    text: ({ event }: Told) =>
      `The organisers of “${event}” have decided that you cannot take part. No seat is kept for you.`,
  },
} satisfies Record<string, ParticipationWords>;
