export const unsubscribe = {
  topics: { reminders: 'reminders of events', announcements: 'announcements about events' },
  /** At the end of every mail of a topic. */
  link: (topic: string) => `No more ${topic}`,
  page: {
    title: 'No more of these mails?',
    text: (topic: string) =>
      `You will get no more ${topic}. Mails about your seat, changes and cancellations still come.`,
    action: 'Yes, no more of them',
    doneTitle: 'That was the last one',
    done: (topic: string) => `You get no more ${topic}.`,
    again: 'Change your mind',
    refusedTitle: 'This link does not work',
    refused: 'It was not copied whole. You can end mails on the pages of your account, too.',
  },
};

export type UnsubscribeWords = typeof unsubscribe;
