export const mails = {
  title: 'Mails',
  lead: 'Which mails you get.',
  reminders: 'Reminders',
  remindersHint: 'Before events that you have a seat at.',
  announcements: 'Announcements',
  announcementsHint: 'What the organisers write to the people of an event.',
  always:
    'Mails that sign you in or warn you, and those about your seat, changes and cancellations, always come.',
};
