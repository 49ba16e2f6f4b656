export type DemoEvent = {
  name: string;
  shortDescription: string;
  description: string;
  /** Days from the first start, and wall-clock times in the zone. */
  inDays: number;
  from: string;
  to: string;
  timeZone: string;
  locationName: string;
  locationAddress: string;
  capacity: number | null;
  paymentInfo?: string;
};

/** What an empty installation begins with, so that there is something to look at and to join. */
export const DEMO_PROGRAMME: DemoEvent[] = [
  {
    name: 'Night of the open workshops',
    shortDescription: 'Twelve workshops open their doors: print, wood, clay, glass.',
    description:
      'Walk from door to door and try things yourself: pull a print, throw a bowl, blow a glass bead.\n\nThe route map is handed out at the entrance. Wear something that may get dirty.',
    inDays: 2,
    from: '18:00',
    to: '23:00',
    timeZone: 'Europe/Berlin',
    locationName: 'Old Tram Depot',
    locationAddress: 'Depotstrasse 4, Berlin',
    capacity: 120,
  },
  {
    name: 'Bread from scratch',
    shortDescription: 'Sourdough for beginners: from flour and water to a loaf to take home.',
    description:
      'We feed the starter, fold, shape and bake. Everybody takes a loaf and a jar of starter home.',
    inDays: 4,
    from: '10:00',
    to: '15:00',
    timeZone: 'Europe/Berlin',
    locationName: 'Community Kitchen',
    locationAddress: 'Marktplatz 9, Potsdam',
    capacity: 12,
    paymentInfo: '25 EUR for flour and oven, in cash on the day.',
  },
  {
    name: 'Type-safe by Tuesday',
    shortDescription: 'An evening on end-to-end types, with a laptop and one small project.',
    description:
      'Bring a project that hurts. In groups of three we take its riskiest boundary and give it types.',
    inDays: 6,
    from: '19:00',
    to: '21:30',
    timeZone: 'Europe/London',
    locationName: 'The Loft',
    locationAddress: '12 Canal Walk, London',
    capacity: 40,
  },
  {
    name: 'Dawn chorus walk',
    shortDescription: 'Two quiet hours with the birds before the city wakes.',
    description:
      'Meet at the north gate. We walk slowly and mostly listen. Warm clothes; binoculars are lent out.',
    inDays: 9,
    from: '05:30',
    to: '07:30',
    timeZone: 'Europe/London',
    locationName: 'Botanical Garden, north gate',
    locationAddress: 'Garden Road 1, Oxford',
    capacity: 20,
  },
  {
    name: 'Repair café',
    shortDescription: 'Bring what is broken. Volunteers help you mend it.',
    description: 'Toasters, jackets, lamps, bicycles: we look at everything that one person can carry.',
    inDays: 11,
    from: '13:00',
    to: '17:00',
    timeZone: 'Europe/Vienna',
    locationName: 'Library, ground floor',
    locationAddress: 'Lindengasse 30, Vienna',
    capacity: null,
  },
  {
    name: 'First aid refresher',
    shortDescription: 'Half a day of practice: bandages, recovery position, defibrillator.',
    description: 'For everybody whose last course was long ago. You leave with a certificate.',
    inDays: 13,
    from: '09:00',
    to: '13:00',
    timeZone: 'Europe/Berlin',
    locationName: 'Fire Station South',
    locationAddress: 'Ringstrasse 112, Leipzig',
    capacity: 16,
    paymentInfo: 'Free of charge; a donation is welcome.',
  },
  {
    name: 'Open-air chess',
    shortDescription: 'Giant pieces, quick games, all levels.',
    description: 'Ten boards, one of them with pieces as tall as a child. Lessons for beginners at four.',
    inDays: 16,
    from: '14:00',
    to: '18:00',
    timeZone: 'Europe/Paris',
    locationName: 'River terrace',
    locationAddress: 'Quai Sud 7, Lyon',
    capacity: 60,
  },
  {
    name: 'Postgres from the inside',
    shortDescription: 'How rows, locks and logs really work, drawn on one long sheet of paper.',
    description:
      'No slides. We follow one update from the wire to the disk and back, and break it at every step.',
    inDays: 18,
    from: '18:30',
    to: '21:00',
    timeZone: 'Europe/Amsterdam',
    locationName: 'Harbour Office',
    locationAddress: 'Havenkade 21, Rotterdam',
    capacity: 30,
  },
  {
    name: 'Letters to strangers',
    shortDescription: 'Write one by hand, receive one in return.',
    description:
      'Paper, ink and stamps are there. At the end all letters go into one bag, and each draws one.',
    inDays: 21,
    from: '17:00',
    to: '19:00',
    timeZone: 'Europe/Dublin',
    locationName: 'Reading Room',
    locationAddress: '3 Bridge Street, Galway',
    capacity: 24,
  },
  {
    name: 'Harvest supper',
    shortDescription: 'One long table, four courses, everything from within ten miles.',
    description:
      'Tell us by mail what you cannot eat. Children sit at their own table and get the better dessert.',
    inDays: 25,
    from: '18:00',
    to: '22:00',
    timeZone: 'Europe/Berlin',
    locationName: 'Barn at Mill Farm',
    locationAddress: 'Muehlenweg 1, Werder',
    capacity: 80,
    paymentInfo: '38 EUR, children half. By transfer after you have joined.',
  },
  {
    name: 'Stars over the roof',
    shortDescription: 'Three telescopes, no street lamps, hot tea.',
    description: 'If the sky is covered we meet all the same and look at meteorites under the microscope.',
    inDays: 28,
    from: '21:00',
    to: '23:59',
    timeZone: 'Europe/Helsinki',
    locationName: 'Observatory roof',
    locationAddress: 'Tahtitorninkatu 2, Helsinki',
    capacity: 18,
  },
  {
    name: 'Choir for one evening',
    shortDescription: 'Three songs, two hours, one concert.',
    description: 'Nobody needs to read music. At nine the doors open and we sing for whoever is passing.',
    inDays: 33,
    from: '19:00',
    to: '21:30',
    timeZone: 'Europe/Prague',
    locationName: 'Old Chapel',
    locationAddress: 'Kapelní 5, Brno',
    capacity: 100,
  },
];
