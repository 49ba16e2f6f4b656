import type { SeatNews } from './seat-news.en.ts';

export const seatNews: SeatNews = {
  eventChanged: {
    subject: (event) => `Geändert: ${event}`,
    heading: 'Etwas hat sich geändert',
    text: (event) =>
      `Name oder Ort von „${event}“ haben sich geändert. Unten steht, wie es jetzt ist; Ihr Platz bleibt Ihnen.`,
    newClock: (event) =>
      `Für die Uhren am Ort von „${event}“ gelten neue Regeln. Der Beginn nach der dortigen Uhr bleibt; Ihr Kalender hat vielleicht eine andere Stunde gezeigt.`,
    formerName: 'Bisheriger Name',
    formerPlace: 'Bisheriger Ort',
  },
  participationRemoved: {
    subject: (event) => `Sie stehen nicht mehr auf der Liste: ${event}`,
    preheader: 'Die Veranstalter haben Sie davon genommen.',
    heading: 'Sie stehen nicht mehr auf der Liste',
    text: (event) =>
      `Die Veranstalter haben Sie von der Liste von „${event}“ genommen. Sie haben dort keinen Platz mehr.`,
  },
};
