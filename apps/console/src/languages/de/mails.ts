export const mails = {
  title: 'E-Mails',
  lead: 'Welche E-Mails Sie erhalten.',
  reminders: 'Erinnerungen',
  remindersHint: 'Vor Veranstaltungen, bei denen Sie einen Platz haben.',
  announcements: 'Mitteilungen',
  announcementsHint: 'Was die Veranstalter den Leuten einer Veranstaltung schreiben.',
  always: 'E-Mails zum Anmelden und Warnen sowie die zu Ihrem Platz, zu Änderungen und Absagen kommen immer.',
};
