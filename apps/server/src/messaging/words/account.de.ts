import type { AccountWords } from './account.en.ts';

export const account: AccountWords = {
  guessedAt: {
    subject: 'Jemand versucht, in Ihr Konto zu gelangen',
    preheader: 'Niemand kam hinein. Mehrmals wurden falsche Codes oder Passwörter angegeben.',
    text: 'Für Ihr Konto wurden mehrmals hintereinander falsche Codes oder Passwörter angegeben. Niemand kam damit hinein, und jeder weitere Versuch muss länger warten.',
    advice:
      'Wenn Sie das waren, ist nichts zu tun. Wenn nicht, hält ein Passkey oder ein zweiter Schritt das Raten endgültig fern.',
    action: 'Anmeldung ansehen',
  },
  apiKeyEnds: {
    subject: (name) => `Ihr API-Schlüssel „${name}“ läuft bald ab`,
    preheader: (when) => `Er gilt bis ${when}.`,
    text: (name, when) =>
      `Der API-Schlüssel „${name}“ gilt bis ${when}. Wenn ein Programm ihn noch braucht, legen Sie rechtzeitig einen neuen an und tragen Sie ihn dort ein.`,
    action: 'Zu Ihren API-Schlüsseln',
  },
  sessionReported: {
    subject: 'Wir haben zurückgenommen, was in Ihrem Konto geschah',
    preheader: 'Über einen Link in unserer E-Mail hieß es: Das war ich nicht.',
    text: 'Jemand mit unserer E-Mail an Sie, vermutlich Sie selbst, hat „Das war ich nicht“ gedrückt. Das Gerät ist abgemeldet, und was es angelegt hatte, um wieder hineinzukommen, gilt nicht mehr:',
    endedSessions: 'Beendete Sitzungen',
    apiKeys: 'Beendete API-Schlüssel',
    passkeys: 'Entfernte Passkeys',
    passkeysKept: 'Nicht entfernte Passkeys',
    secondFactors: 'Entfernte zweite Faktoren',
    password: 'Passwort',
    removed: 'entfernt; ein Code per E-Mail meldet Sie an',
    kept: 'nicht entfernt',
    recoveryCodes: 'Entfernte Wiederherstellungscodes',
    passkeyKept:
      'Ein Passkey, der dort vor mehr als einem Tag hinzugefügt wurde, meldet noch an: Ihr Konto verlangt ihn neben dem Code per E-Mail, und ohne ihn käme hinein, wer nur Ihre E-Mails liest. Wenn es nicht Ihrer ist, melden Sie sich mit einem Wiederherstellungscode an, fügen Sie einen eigenen Passkey hinzu und entfernen Sie diesen. Wenn Sie keinen Wiederherstellungscode haben, schreiben Sie den Leuten, die diesen Dienst betreiben.',
    passwordKept:
      'Das Passwort, das dort festgelegt wurde, gilt noch: Ihr zweiter Faktor ist der Code per E-Mail, und ohne Passwort käme hinein, wer nur Ihre E-Mails liest. Legen Sie jetzt ein anderes fest. Wenn Sie es nicht kennen und keinen Wiederherstellungscode haben, schreiben Sie den Leuten, die diesen Dienst betreiben.',
    advice:
      'Wenn Sie es doch selbst waren, melden Sie sich an und richten Sie neu ein, was fehlt. Sonst hat sich nichts geändert.',
    action: 'Mein Konto sichern',
  },
  superusersChanged: {
    made: {
      subject: (name) => `${name} ist jetzt Superuser`,
      text: (name, address) => `${name} (${address}) ist Superuser geworden, so wie Sie.`,
    },
    unmade: {
      subject: (name) => `${name} ist nicht mehr Superuser`,
      text: (name, address) => `${name} (${address}) ist nicht mehr Superuser; Sie sind es weiterhin.`,
    },
    preheader: 'Alle Superuser erfahren davon.',
    advice:
      'Superuser werden nur auf dem Rechner des Servers ernannt, und geben ihre Rolle selbst ab. Wenn Sie das nicht erwartet haben, fragen Sie, wer den Rechner betreibt.',
    action: 'Konto ansehen',
  },
};
