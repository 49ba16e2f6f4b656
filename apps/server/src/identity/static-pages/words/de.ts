import type { PageWords } from './en.ts';

export const de: PageWords = {
  codeLabel: 'Code aus der E-Mail',
  codeHint: 'Acht Ziffern.',
  refusedTitle: 'Das hat nicht geklappt',
  linkIncomplete:
    'Dieser Link ist nicht vollständig. Öffnen Sie ihn noch einmal aus der E-Mail oder kopieren Sie ihn ganz.',
  tryAgainIn: (minutes) =>
    minutes === 1
      ? 'Versuchen Sie es in einer Minute noch einmal.'
      : `Versuchen Sie es in ${minutes} Minuten noch einmal.`,

  notMe: {
    title: 'Das waren nicht Sie?',
    text: 'Mit der Schaltfläche wird das Gerät, von dem die E-Mail berichtet, von Ihrem Konto abgemeldet. Was es in letzter Zeit angelegt hat, um wieder hineinzukommen, wird zurückgenommen: API-Schlüssel, Passkeys, zweite Faktoren, Wiederherstellungscodes und ein Passwort. Ist nicht bekannt, welches das war, werden alle Geräte abgemeldet, auch Ihres.',
    action: 'Das war ich nicht: abmelden',
    doneTitle: 'Abgemeldet',
    done: 'Dieses Gerät ist abgemeldet. Gab es etwas zurückzunehmen, sagt Ihnen eine E-Mail, was, und was bleiben musste. Sichern Sie Ihr Konto jetzt: Wer hineinkam, weiß vielleicht, wie es wieder geht.',
    recover: 'Mein Konto sichern',
  },
  confirmAddress: {
    title: 'Bestätigen Sie Ihre neue Adresse',
    text: 'Mit der Schaltfläche bekommt Ihr Konto diese Adresse. Alles, was wir Ihnen schreiben, kommt danach hier an.',
    action: 'Adresse bestätigen',
    doneTitle: 'Ihre Adresse ist geändert',
    done: (address) =>
      `Die Adresse Ihres Kontos ist jetzt ${address}. Wir haben das an Ihre alte Adresse geschrieben.`,
    go: 'Zu Ihrem Konto',
  },
  undoAddress: {
    title: 'Holen Sie Ihre Adresse zurück',
    text: 'Mit der Schaltfläche bekommt Ihr Konto wieder die Adresse, an die diese E-Mail ging. Alle Geräte werden abgemeldet, auch Ihres.',
    action: 'Meine Adresse zurückholen',
    doneTitle: 'Sie haben Ihre Adresse zurück',
    done: (address) => `Die Adresse Ihres Kontos ist wieder ${address}, und alle Geräte sind abgemeldet.`,
    advice:
      'Wer sie geändert hat, war bei Ihrem Konto angemeldet. Melden Sie sich an und entfernen Sie, was Sie nicht kennen: Passkeys, zweite Faktoren und API-Schlüssel. Wenn Sie ein Passwort haben, ändern Sie es.',
    go: 'Anmelden',
  },
  resetPassword: {
    title: 'Legen Sie ein neues Passwort fest',
    text: 'Sie möchten wieder in Ihr Konto kommen. Wenn Sie das nicht waren, schließen Sie diese Seite: Es hat sich nichts geändert.',
    begin: 'Weiter',
    passwordTitle: 'Wählen Sie ein neues Passwort',
    passwordLabel: 'Neues Passwort',
    passwordHint: (least) =>
      `Mindestens ${least} Zeichen. Einige Wörter hintereinander sind leicht zu merken und schwer zu erraten.`,
    endsOthers: 'Alle Geräte, die bei Ihrem Konto angemeldet sind, werden abgemeldet.',
    save: 'Passwort speichern',
    without:
      'Sie können auch ohne weitermachen. Das Passwort Ihres Kontos, falls es eines hat, wird dann entfernt: Jemand anders kann es festgelegt haben. Ein Code per E-Mail meldet Sie an. Es bleibt nur, wo dieser Code Ihr zweiter Faktor ist und nur das Passwort neben ihm steht.',
    enter: 'Ohne neues Passwort anmelden',
    doneWithoutTitle: 'Sie sind angemeldet',
    doneTitle: 'Ihr Passwort ist festgelegt',
    done: 'Sie sind auf diesem Gerät angemeldet und auf allen anderen abgemeldet.',
    go: 'Zu Ihrem Konto',
  },
  secondFactor: {
    title: 'Noch ein Schritt',
    text: 'Ihr Konto ist durch einen zweiten Faktor geschützt. Weisen Sie einen davon nach:',
    show: 'Weiter',
    send: 'Code schicken',
    sendAgain: 'Neuen Code schicken',
    sent: 'Ein Code ist unterwegs.',
    useElsewhere: 'Mit Passkey anmelden',
    kinds: {
      passkey: {
        heading: 'Passkey',
        label: '',
        hint: 'Mit einem Passkey brauchen Sie kein Passwort: Melden Sie sich damit an.',
      },
      totp: {
        heading: 'Authenticator-App',
        label: 'Code aus der App',
        hint: 'Die sechs Ziffern, die die App gerade anzeigt.',
      },
      'webhook-code': {
        heading: 'Code per Webhook',
        label: 'Code aus dem Webhook',
        hint: 'Die Ziffern, die dort angekommen sind.',
      },
      'mail-code': {
        heading: 'Code per E-Mail',
        label: 'Code aus der E-Mail',
        hint: 'Acht Ziffern.',
      },
      password: { heading: 'Passwort', label: 'Ihr Passwort', hint: 'Das, das Sie jetzt haben.' },
      'recovery-code': {
        heading: 'Wiederherstellungscode',
        label: 'Einer Ihrer Wiederherstellungscodes',
        hint: 'Sie haben sie aufbewahrt, als sie angezeigt wurden. Jeder gilt einmal.',
      },
    },
  },
  problems: {
    'not-eight-digits': () => 'Der Code hat acht Ziffern.',
    'too-short': ({ minimum }) => `Mindestens ${minimum} Zeichen.`,
    'too-long': ({ maximum }) => `Höchstens ${maximum} Zeichen.`,
    'password-common': () => 'Das ist eines der Passwörter, die zuerst ausprobiert werden.',
    'password-personal': () => 'Das ist kaum mehr als Ihre Adresse, Ihr Name oder der Name dieses Dienstes.',
    'password-leaked': () => 'Dieses Passwort ist aus einem Datenleck eines anderen Dienstes bekannt.',
  },
  refusals: {
    CODE_WRONG:
      'Dieser Code ist falsch, wurde schon benutzt oder gilt nicht mehr. Prüfen Sie ihn oder fordern Sie einen neuen an.',
    CODE_WAIT: 'Es gab zu viele falsche Codes, oder es wurden zu viele angefordert.',
    BAD_INPUT: 'Etwas fehlt oder gehört nicht hierher. Prüfen Sie Ihre Eingabe.',
    ADDRESS_TAKEN:
      'Diese Adresse gehört inzwischen zu einem anderen Konto. Es hat sich nichts geändert. Wenn auch das nicht Ihres ist, schreiben Sie denen, die diesen Dienst betreiben.',
    LINK_INVALID:
      'Dieser Link ist nach sieben Tagen abgelaufen oder wurde nicht ganz kopiert. Ihr Konto können Sie trotzdem sichern.',
    UNDO_LINK_INVALID:
      'Dieser Link gilt nicht mehr oder wird nicht mehr gebraucht: Die Adresse wurde schon zurückgeholt, oder es sind drei Tage vergangen. Es hat sich nichts geändert.',
    ACCOUNT_DISABLED: 'Dieses Konto wurde von denen geschlossen, die diesen Dienst betreiben.',
    TICKET_INVALID:
      'Das hat länger als zehn Minuten gedauert oder ist schon abgeschlossen. Beginnen Sie von vorn.',
    SECOND_FACTOR_REQUIRED: 'Weisen Sie zuerst den zweiten Faktor Ihres Kontos nach. Beginnen Sie von vorn.',
    FACTOR_NOT_OWED: 'Dieser zweite Faktor passt hier nicht. Weisen Sie einen anderen nach.',
    PASSWORD_WEAK: 'Dieses Passwort wäre zu leicht zu erraten. Wählen Sie ein anderes.',
    PASSWORDS_BUSY: 'Gerade ist viel los. Versuchen Sie es gleich noch einmal.',
    TOO_MANY_REQUESTS: 'Es gab zu viele Versuche.',
    TOO_LARGE: 'Das ist mehr, als hierher gehört.',
    ORIGIN_REFUSED:
      'Ihr Browser hat nicht gesagt, dass dieses Formular von unserer Seite kommt. Öffnen Sie den Link aus der E-Mail in einem aktuellen Browser.',
    UNAVAILABLE:
      'Wir erreichen unsere Daten gerade nicht. Es hat sich nichts geändert; versuchen Sie es gleich noch einmal.',
    INTERNAL: 'Bei uns ist etwas schiefgegangen. Versuchen Sie es gleich noch einmal.',
  },
};
