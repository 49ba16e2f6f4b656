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
};
