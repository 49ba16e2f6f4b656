import type { UnsubscribeWords } from './unsubscribe.en.ts';

export const unsubscribe: UnsubscribeWords = {
  topics: { reminders: 'напоминания о событиях', announcements: 'объявления о событиях' },
  link: (topic) => `Больше не присылать ${topic}`,
  page: {
    title: 'Больше не присылать такие письма?',
    text: (topic) =>
      `Вы больше не будете получать ${topic}. Письма о вашем месте, изменениях и отменах по-прежнему приходят.`,
    action: 'Да, больше не присылать',
    doneTitle: 'Это было последнее',
    done: (topic) => `Вы больше не получаете ${topic}.`,
    again: 'Передумать',
    refusedTitle: 'Эта ссылка не работает',
    refused: 'Она скопирована не целиком. Отказаться от писем можно и на страницах вашей учётной записи.',
  },
};
