import { account } from './account.de.ts';
import type { Words } from './en.ts';
import { participation } from './participation.de.ts';
import { seatNews } from './seat-news.de.ts';
import { unsubscribe } from './unsubscribe.de.ts';

export const de: Words = {
  greeting: (name) => (name === null ? 'Guten Tag,' : `Guten Tag ${name},`),
  linkHint: 'Falls die Schaltfläche nicht funktioniert, öffnen Sie diese Adresse:',
  sentBy: (host) => `Sie erhalten diese E-Mail, weil diese Adresse bei ${host} angegeben wurde.`,
  codeLasts:
    'Der Code gilt einmal und zehn Minuten lang. Wir fragen nie am Telefon oder per E-Mail danach: Geben Sie ihn niemandem weiter.',
  device: 'Gerät',
  place: 'Ort',
  networkAddress: 'Netzwerkadresse',
  time: 'Zeit',
  when: 'Wann',
  where: 'Wo',
  payment: 'Bezahlung',
  reason: 'Grund',
  formerly: 'Bisher',
  unknownDevice: 'Unbekanntes Gerät',
  browserOn: (browser, system) => `${browser} unter ${system}`,

  registrationCode: {
    subject: 'Ihr Code für die Registrierung',
    preheader: 'Geben Sie ihn dort ein, wo Sie sich registrieren. Er gilt zehn Minuten.',
    heading: 'Bestätigen Sie Ihre Adresse',
    text: 'Geben Sie diesen Code dort ein, wo Sie sich registrieren. Danach ist Ihr Konto bereit.',
    notYou:
      'Jemand hat diese Adresse bei einer Registrierung angegeben. Wenn Sie das nicht waren, müssen Sie nichts tun: Ohne den Code entsteht kein Konto.',
  },
  welcome: {
    subject: 'Willkommen',
    preheader: 'Ihr Konto ist bereit.',
    heading: 'Ihr Konto ist bereit',
    text: 'Ihre Adresse ist bestätigt. Sie können jetzt Veranstaltungen suchen und daran teilnehmen.',
    asks: (factors) => `Wer sich anmeldet, wird auch nach einem zweiten Faktor gefragt: ${factors}.`,
    factors: {
      'mail-code': 'Code per E-Mail',
      passkey: 'Passkey',
      totp: 'Code aus Ihrer Authentifizierungs-App',
      'webhook-code': 'Code über Ihren Webhook',
    },
    action: 'Veranstaltungen ansehen',
    safety:
      'Mit einem Passkey melden Sie sich per Fingerabdruck, Gesicht oder Gerätecode an, und niemand kann ihn über eine gefälschte Seite stehlen. Hinzufügen können Sie ihn auf der Sicherheitsseite Ihres Kontos.',
  },
  addressKnown: {
    subject: 'Sie haben bereits ein Konto',
    preheader: 'Jemand wollte sich mit dieser Adresse registrieren. Melden Sie sich stattdessen an.',
    heading: 'Sie haben bereits ein Konto',
    text: 'Jemand, vermutlich Sie selbst, wollte sich mit dieser Adresse registrieren. Dazu gibt es schon ein Konto: Melden Sie sich an, und wir schicken Ihnen einen Code.',
    action: 'Anmelden',
    notYou:
      'Wenn Sie das nicht waren, müssen Sie nichts tun: Es hat sich nichts geändert, und die andere Person hat nichts davon erfahren.',
  },
  signInCode: {
    subject: 'Ihr Code für die Anmeldung',
    preheader: 'Geben Sie ihn dort ein, wo Sie sich anmelden. Er gilt zehn Minuten.',
    heading: 'Anmeldung',
    text: 'Geben Sie diesen Code dort ein, wo Sie sich anmelden.',
    notYou: 'Wenn Sie das nicht waren, müssen Sie nichts tun: Ohne den Code kommt niemand in Ihr Konto.',
  },
  reauthenticationCode: {
    subject: 'Ihr Code zur Bestätigung, dass Sie es sind',
    preheader: 'Geben Sie ihn dort ein, wo danach gefragt wurde. Er gilt zehn Minuten.',
    heading: 'Bestätigen Sie, dass Sie es sind',
    text: 'Sie sind dabei, etwas Wichtiges an Ihrem Konto zu ändern. Geben Sie diesen Code dort ein, wo danach gefragt wurde.',
    notYou:
      'Waren Sie es nicht, ist jemand in Ihrem Konto angemeldet. Geben Sie den Code niemandem, und melden Sie die Geräte ab, die Sie nicht kennen.',
  },
  secondFactorCode: {
    subject: 'Ihr Code für den zweiten Schritt',
    preheader: 'Geben Sie ihn dort ein, wo Sie danach gefragt wurden. Er gilt zehn Minuten.',
    heading: 'Der zweite Schritt',
    text: 'Der erste Schritt war richtig. Geben Sie diesen Code als zweiten dort ein, wo Sie danach gefragt wurden.',
    notYou:
      'Wenn Sie es nicht waren, hat jemand den ersten Schritt geschafft, wahrscheinlich mit Ihrem Passwort: Geben Sie den Code nicht weiter, und ändern Sie es.',
  },
  signInUnknown: {
    subject: 'Zu dieser Adresse gibt es kein Konto',
    preheader: 'Jemand wollte sich mit dieser Adresse anmelden. Sie können sich registrieren.',
    heading: 'Noch kein Konto mit dieser Adresse',
    text: 'Jemand, vermutlich Sie selbst, wollte sich mit dieser Adresse anmelden. Dazu gibt es kein Konto: Vielleicht haben Sie eine andere Adresse verwendet, oder Sie registrieren sich jetzt.',
    action: 'Registrieren',
    notYou: 'Wenn Sie das nicht waren, müssen Sie nichts tun: Die andere Person hat nichts davon erfahren.',
  },
  recoveryCode: {
    subject: 'Ihr Code, um wieder in Ihr Konto zu kommen',
    preheader:
      'Geben Sie ihn dort ein, wo Sie ihn angefordert haben, oder öffnen Sie den Link. Beides gilt zehn Minuten.',
    heading: 'Zurück in Ihr Konto',
    text: 'Geben Sie diesen Code dort ein, wo Sie ihn angefordert haben, oder öffnen Sie den Link. Danach können Sie ein neues Passwort wählen, und alle anderen Geräte werden abgemeldet.',
    action: 'Neues Passwort wählen',
    notYou:
      'Wenn Sie das nicht waren, müssen Sie nichts tun: Ohne den Code und Ihren zweiten Faktor, falls Sie einen haben, kommt niemand hinein.',
  },
  recoveryUnknown: {
    subject: 'Zu dieser Adresse gibt es kein Konto',
    preheader: 'Jemand wollte mit dieser Adresse zurück in ein Konto.',
    heading: 'Kein Konto mit dieser Adresse',
    text: 'Jemand, vermutlich Sie, wollte mit dieser Adresse zurück in ein Konto. Es gibt keines: Vielleicht haben Sie eine andere Adresse angegeben, oder Sie registrieren sich jetzt.',
    action: 'Registrieren',
    notYou:
      'Wenn Sie das nicht waren, müssen Sie nichts tun: Wer es versucht hat, hat nichts davon erfahren.',
  },
  sessionReused: {
    subject: 'Wir haben zu Ihrem Schutz eine Sitzung beendet',
    preheader: 'Eine Anmeldung wurde von zwei Orten aus benutzt. Prüfen Sie Ihre Geräte.',
    heading: 'Eine Sitzung wurde beendet',
    text: 'Das, womit eines Ihrer Geräte angemeldet bleibt, wurde ein zweites Mal benutzt. Das geschieht, wenn es kopiert wurde. Deshalb haben wir diese Sitzung überall beendet. Das zweite Mal kam von hier:',
    advice:
      'Melden Sie sich erneut an und sehen Sie Ihre Geräte durch. Beenden Sie alles, was Sie nicht kennen.',
    action: 'Meine Geräte ansehen',
  },
  securityNotice: {
    preheader: 'Wenn Sie das waren, müssen Sie nichts tun.',
    advice:
      'Wenn Sie das waren, müssen Sie nichts tun. Wenn nicht, beenden Sie diese Sitzung jetzt und sichern Sie Ihr Konto.',
    action: 'Das war ich nicht',
    byOthers: {
      preheader: 'Das haben die Betreiber dieses Dienstes getan.',
      advice:
        'Das haben die Betreiber dieses Dienstes getan. Wenn Sie nicht wissen, warum, fragen Sie sie. Wenn Sie dem nicht trauen, melden Sie alle Ihre Geräte ab.',
      action: 'Alle Geräte abmelden',
    },
    events: {
      'new-device': {
        subject: 'Ihr Konto wurde auf einem neuen Gerät benutzt',
        text: 'Jemand hat sich auf einem Gerät bei Ihrem Konto angemeldet, das wir noch nicht kennen.',
      },
      'password-set': {
        subject: 'Ihr Konto hat jetzt ein Passwort',
        text: 'Für Ihr Konto wurde ein Passwort festgelegt.',
      },
      'password-changed': {
        subject: 'Ihr Passwort wurde geändert',
        text: 'Das Passwort Ihres Kontos wurde geändert.',
      },
      'password-removed': {
        subject: 'Ihr Passwort wurde entfernt',
        text: 'Das Passwort Ihres Kontos wurde entfernt. Die anderen Wege, sich anzumelden, bleiben bestehen.',
      },
      'account-recovered': {
        subject: 'Ihr Konto wurde wiederhergestellt',
        text: 'Jemand, der Ihre E-Mails lesen kann, hat Ihr Konto wiederhergestellt. Alle anderen Sitzungen wurden beendet.',
      },
      'passkey-added': {
        subject: 'Ihr Konto hat einen neuen Passkey',
        text: 'Mit einem neuen Passkey kann man sich jetzt bei Ihrem Konto anmelden.',
      },
      'passkey-removed': {
        subject: 'Ein Passkey wurde aus Ihrem Konto entfernt',
        text: 'Mit einem Ihrer Passkeys kann man sich nicht mehr anmelden.',
      },
      'second-factor-added': {
        subject: 'Ihr Konto hat einen neuen zweiten Faktor',
        text: 'Bei der Anmeldung wird jetzt ein zweiter Faktor verlangt.',
      },
      'second-factor-removed': {
        subject: 'Ein zweiter Faktor wurde aus Ihrem Konto entfernt',
        text: 'Einer Ihrer zweiten Faktoren wird bei der Anmeldung nicht mehr verlangt.',
      },
      'recovery-codes-made': {
        subject: 'Sie haben neue Wiederherstellungscodes',
        text: 'Für Ihr Konto wurden neue Wiederherstellungscodes erzeugt. Die bisherigen gelten nicht mehr.',
      },
      'recovery-code-used': {
        subject: 'Ein Wiederherstellungscode wurde benutzt',
        text: 'Jemand hat sich mit einem Ihrer Wiederherstellungscodes angemeldet. Dieser Code gilt kein zweites Mal.',
      },
      'api-key-made': {
        subject: 'Für Ihr Konto wurde ein API-Schlüssel erzeugt',
        text: 'Wer den neuen Schlüssel hat, kann in Ihrem Namen handeln, soweit der Schlüssel es erlaubt.',
      },
      'became-member': {
        subject: 'Sie wirken an diesem Dienst nicht mehr mit',
        text: 'Sie nehmen jetzt teil wie alle anderen. Ihr Konto und Ihre Teilnahmen bleiben, wie sie sind.',
      },
      'became-staff': {
        subject: 'Sie gehören jetzt zum Team dieses Dienstes',
        text: 'Sie können Veranstaltungen durchführen und sich um die Teilnehmenden kümmern. Wenn Sie vorher Mitglied waren, gelten Ihre API-Schlüssel nicht mehr: Erzeugen Sie neue für das, was sie jetzt erreichen dürfen.',
      },
      'became-superuser': {
        subject: 'Sie sind jetzt Superuser dieses Dienstes',
        text: 'Sie dürfen hier alles und können Mitglieder ins Team aufnehmen. Ihre API-Schlüssel gelten nicht mehr: Erzeugen Sie neue für das, was sie jetzt erreichen dürfen.',
      },
    },
  },
  addressChangeCode: {
    subject: 'Bestätigen Sie Ihre neue Adresse',
    preheader: 'Geben Sie den Code ein oder öffnen Sie den Link. Beides gilt zehn Minuten.',
    heading: 'Bestätigen Sie Ihre neue Adresse',
    text: 'Geben Sie diesen Code dort ein, wo Sie die Adresse Ihres Kontos ändern:',
    orLink: 'Oder öffnen Sie diesen Link und bestätigen Sie die Adresse dort:',
    action: 'Adresse bestätigen',
    notYou:
      'Wenn Sie das nicht veranlasst haben, müssen Sie nichts tun: Vielleicht hat sich jemand bei der eigenen Adresse vertippt. Ohne den Code ändert sich nichts.',
  },
  addressInUse: {
    subject: 'Ihre Adresse wurde für ein anderes Konto angegeben',
    preheader: 'Diese Adresse gehört zu Ihrem Konto. Es hat sich nichts geändert.',
    heading: 'Zu dieser Adresse gibt es bereits ein Konto',
    text: 'Jemand, vermutlich Sie selbst, wollte diese Adresse für ein anderes Konto verwenden. Sie gehört zu Ihrem, deshalb hat sich nichts geändert.',
    action: 'Anmelden',
    notYou:
      'Wenn Sie das nicht waren, müssen Sie nichts tun: Die andere Person hat nicht erfahren, dass es zu dieser Adresse ein Konto gibt.',
  },
  addressChanged: {
    subject: 'Die Adresse Ihres Kontos wurde geändert',
    preheader: 'Wenn Sie das nicht waren, holen Sie sie innerhalb von drei Tagen zurück.',
    heading: 'Ihre Adresse wurde geändert',
    text: 'Ihr Konto hat jetzt eine andere Adresse, und E-Mails kommen nicht mehr hier an. Die Änderung wurde von hier aus bestätigt:',
    advice:
      'Wenn Sie das waren, müssen Sie nichts tun. Wenn nicht, holen Sie Ihre Adresse zurück: Sie wird wieder die Adresse Ihres Kontos, und alle Geräte werden abgemeldet.',
    action: 'Meine Adresse zurückholen',
    lasts: 'Der Link gilt einmal und 72 Stunden lang.',
  },
  addressChangeUndone: {
    subject: 'Die Änderung Ihrer Adresse wurde rückgängig gemacht',
    preheader: 'Das Konto hat wieder seine frühere Adresse.',
    heading: 'Die Änderung wurde rückgängig gemacht',
    text: 'Jemand, der die E-Mails an die frühere Adresse des Kontos lesen kann, hat diese Adresse zurückgeholt. E-Mails kommen nicht mehr hier an, und alle Geräte wurden abgemeldet.',
    advice: 'Wenn das Ihr Konto ist, melden Sie sich mit der früheren Adresse an.',
    action: 'Anmelden',
  },
  account,
  participation,
  ...seatNews,
  invitation: {
    subject: (event) => `Sie sind eingeladen: ${event}`,
    preheader: (when) => `Sagen Sie, ob Sie kommen. ${when}`,
    heading: 'Sie sind eingeladen',
    text: (event) =>
      `Sie sind zu „${event}“ eingeladen. Registrieren Sie sich mit dieser Adresse, und sagen Sie auf der Seite der Veranstaltung, ob Sie kommen: erst dann haben Sie einen Platz.`,
  },
  eventCancelled: {
    subject: (event) => `Abgesagt: ${event}`,
    preheader: 'Diese Veranstaltung findet nicht statt.',
    heading: 'Diese Veranstaltung findet nicht statt',
    text: (event) => `„${event}“ wurde abgesagt. Sie müssen nichts tun.`,
    action: 'Andere Veranstaltung finden',
  },
  eventRescheduled: {
    subject: (event) => `Neuer Termin: ${event}`,
    preheader: (when) => `Jetzt: ${when}`,
    heading: 'Es gibt einen neuen Termin',
    text: (event) => `„${event}“ wurde verlegt.`,
  },
  eventReminder: {
    subject: (event) => `Bald: ${event}`,
    preheader: (when) => `Sie haben einen Platz. ${when}`,
    heading: 'Bis bald',
    text: (event) => `Sie haben einen Platz bei „${event}“.`,
  },
  announcement: {
    preheader: (event) => `Zu „${event}“`,
    why: (event) => `Sie erhalten dies, weil Sie an „${event}“ teilnehmen oder gefragt wurden.`,
  },
  takeSeat: 'Platz annehmen',
  answerInvitation: 'Einladung beantworten',
  seeEvent: 'Veranstaltung ansehen',
  unsubscribe,
  cannotCome:
    'Sie können nicht kommen? Melden Sie sich auf der Seite der Veranstaltung ab, damit jemand anderes den Platz bekommt.',
  leaveWaitlist:
    'Sie möchten nicht mehr kommen? Verlassen Sie die Warteliste auf der Seite der Veranstaltung.',
};
