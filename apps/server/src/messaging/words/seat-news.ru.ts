import type { SeatNews } from './seat-news.en.ts';

export const seatNews: SeatNews = {
  eventChanged: {
    subject: (event) => `Изменения: ${event}`,
    heading: 'Кое-что изменилось',
    text: (event) =>
      `У события «${event}» изменилось название или место. Ниже указано, как теперь; ваше место сохраняется за вами.`,
    newClock: (event) =>
      `Там, где проходит «${event}», часы идут по новым правилам. Начало по местным часам прежнее; ваш календарь мог показывать другой час.`,
    formerName: 'Прежнее название',
    formerPlace: 'Прежнее место',
  },
  participationRemoved: {
    subject: (event) => `Вас больше нет в списке: ${event}`,
    preheader: 'Организаторы убрали вас из списка.',
    heading: 'Вас больше нет в списке',
    text: (event) =>
      `Организаторы убрали вас из списка участников события «${event}». Места за вами там больше нет.`,
  },
};
