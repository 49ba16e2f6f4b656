export const jobTabs = ['queues', 'deadLetters', 'unknownMails', 'failedMails', 'schedules'] as const;
