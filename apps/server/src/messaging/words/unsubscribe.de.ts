import type { UnsubscribeWords } from './unsubscribe.en.ts';

export const unsubscribe: UnsubscribeWords = {
  topics: { reminders: 'Erinnerungen an Veranstaltungen', announcements: 'Mitteilungen zu Veranstaltungen' },
  link: (topic) => `Keine ${topic} mehr`,
  page: {
    title: 'Keine solchen Mails mehr?',
    text: (topic) =>
      `Sie erhalten dann keine ${topic} mehr. Mails zu Ihrem Platz, zu Änderungen und Absagen kommen weiterhin.`,
    action: 'Ja, keine mehr',
    doneTitle: 'Das war die letzte',
    done: (topic) => `Sie erhalten keine ${topic} mehr.`,
    again: 'Doch wieder erhalten',
    refusedTitle: 'Dieser Link funktioniert nicht',
    refused:
      'Er wurde nicht vollständig kopiert. Sie können Mails auch auf den Seiten Ihres Kontos abbestellen.',
  },
};
