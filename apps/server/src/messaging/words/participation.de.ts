import type { Words } from './en.ts';

export const participation: Words['participation'] = {
  confirmed: {
    subject: ({ event }) => `Sie sind dabei: ${event}`,
    preheader: ({ when }) => `Ihr Platz ist Ihnen sicher. ${when}`,
    heading: 'Sie sind dabei',
    text: ({ event }) => `Sie haben einen Platz bei „${event}“.`,
  },
  waitlisted: {
    subject: ({ event }) => `Sie stehen auf der Warteliste: ${event}`,
    preheader: ({ place }) => `Sie sind Nummer ${place} in der Reihe.`,
    heading: 'Sie stehen auf der Warteliste',
    text: ({ event, place }) =>
      `„${event}“ ist ausgebucht. Sie sind Nummer ${place} in der Reihe. Wir schreiben Ihnen, sobald ein Platz für Sie frei ist.`,
  },
  promoted: {
    subject: ({ event }) => `Ein Platz gehört Ihnen: ${event}`,
    preheader: ({ when }) => `Sie sind von der Warteliste nachgerückt. ${when}`,
    heading: 'Ein Platz gehört Ihnen',
    text: ({ event }) =>
      `Bei „${event}“ ist ein Platz frei geworden, und Sie sind von der Warteliste nachgerückt.`,
  },
  offered: {
    subject: ({ event }) => `Ein Platz ist für Sie reserviert: ${event}`,
    preheader: ({ until }) => `Nehmen Sie ihn bis ${until} an.`,
    heading: 'Ein Platz ist für Sie reserviert',
    text: ({ event, until }) =>
      `Bei „${event}“ ist ein Platz frei geworden, und Sie sind als Nächstes an der Reihe. Er ist bis ${until} für Sie reserviert. Sagen Sie auf der Seite der Veranstaltung, ob Sie ihn nehmen; danach geht er an die Nächsten.`,
  },
  'offer-expired': {
    subject: ({ event }) => `Der Platz wurde weitergegeben: ${event}`,
    preheader: () => 'Die Zeit, ihn anzunehmen, ist abgelaufen.',
    heading: 'Der Platz wurde weitergegeben',
    text: ({ event }) =>
      `Ein Platz bei „${event}“ war für Sie reserviert, und die Zeit, ihn anzunehmen, ist abgelaufen. Sie stehen nicht mehr auf der Warteliste. Sie können sich wieder anstellen, am Ende der Reihe.`,
  },
  requested: {
    subject: ({ event }) => `Ihre Anfrage liegt vor: ${event}`,
    preheader: () => 'Wir schreiben Ihnen, sobald entschieden ist.',
    heading: 'Ihre Anfrage liegt vor',
    text: ({ event }) =>
      `Wer zu „${event}“ kommen möchte, wird zugelassen. Ihre Anfrage liegt vor, und wir schreiben Ihnen, sobald darüber entschieden ist.`,
  },
  invited: {
    subject: ({ event }) => `Sie sind eingeladen: ${event}`,
    preheader: ({ when }) => `Sagen Sie, ob Sie kommen. ${when}`,
    heading: 'Sie sind eingeladen',
    text: ({ event }) =>
      `Sie sind zu „${event}“ eingeladen. Sagen Sie auf der Seite der Veranstaltung, ob Sie kommen: erst dann haben Sie einen Platz.`,
  },
  declined: {
    subject: ({ event }) => `Sie kommen nicht: ${event}`,
    preheader: () => 'Sie haben abgesagt.',
    heading: 'Sie kommen nicht',
    text: ({ event }) => `Sie haben für „${event}“ abgesagt. Für Sie ist nichts reserviert.`,
  },
  left: {
    subject: ({ event }) => `Sie haben sich abgemeldet: ${event}`,
    preheader: () => 'Ihr Platz auf der Liste ist wieder frei.',
    heading: 'Sie nehmen nicht mehr teil',
    text: ({ event }) => `Sie nehmen nicht mehr an „${event}“ teil. Ihr Platz auf der Liste ist wieder frei.`,
  },
  rejected: {
    subject: ({ event }) => `Sie können nicht teilnehmen: ${event}`,
    preheader: () => 'So wurde entschieden.',
    heading: 'Sie können nicht teilnehmen',
    text: ({ event }) =>
      `Wer „${event}“ veranstaltet, hat entschieden, dass Sie nicht teilnehmen können. Für Sie ist kein Platz reserviert.`,
  },
};
