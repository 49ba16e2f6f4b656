/** What those with a seat are told of an event besides its time, and of a record that staff deletes. */
export const seatNews = {
  eventChanged: {
    subject: (event: string) => `Changed: ${event}`,
    heading: 'Something has changed',
    text: (event: string) =>
      `The name or the place of “${event}” has changed. Below is how it is now; you still have your seat.`,
    newClock: (event: string) =>
      `The clocks at the place of “${event}” follow new rules. It begins when the clock there says so, as before; your calendar may have shown another hour.`,
    formerName: 'Formerly called',
    formerPlace: 'Formerly at',
  },
  participationRemoved: {
    subject: (event: string) => `You are no longer on the list: ${event}`,
    preheader: 'The organisers have taken you off it.',
    heading: 'You are no longer on the list',
    text: (event: string) =>
      `The organisers have taken you off the list of “${event}”. You no longer have a seat there.`,
  },
};

export type SeatNews = typeof seatNews;
