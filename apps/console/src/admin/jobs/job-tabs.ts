export const jobTabs = ['queues', 'deadLetters', 'unknownMails', 'schedules'] as const;
