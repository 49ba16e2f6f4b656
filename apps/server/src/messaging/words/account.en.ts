/** What mails about one's own account say. */
export type AccountWords = {
  guessedAt: { subject: string; preheader: string; text: string; advice: string; action: string };
  apiKeyEnds: {
    subject: (name: string) => string;
    preheader: (when: string) => string;
    text: (name: string, when: string) => string;
    action: string;
  };
  sessionReported: {
    subject: string;
    preheader: string;
    text: string;
    endedSessions: string;
    apiKeys: string;
    passkeys: string;
    passkeysKept: string;
    secondFactors: string;
    password: string;
    removed: string;
    kept: string;
    recoveryCodes: string;
    passkeyKept: string;
    passwordKept: string;
    advice: string;
    action: string;
  };
  superusersChanged: {
    made: ChangeOfSuperusers;
    unmade: ChangeOfSuperusers;
    preheader: string;
    advice: string;
    action: string;
  };
};

type ChangeOfSuperusers = {
  subject: (name: string) => string;
  text: (name: string, address: string) => string;
};

export const account: AccountWords = {
  guessedAt: {
    subject: 'Somebody tries to get into your account',
    preheader: 'Nobody got in. Wrong codes or passwords were given several times.',
    text: 'Wrong codes or passwords were given for your account several times in a row. Nobody got in by that, and each further try has to wait longer.',
    advice:
      'If that was you, there is nothing to do. If not, a passkey or a second step keeps guesses out for good.',
    action: 'Look at how you sign in',
  },
  apiKeyEnds: {
    subject: (name) => `Your API key “${name}” runs out soon`,
    preheader: (when) => `It works until ${when}.`,
    text: (name, when) =>
      `The API key “${name}” works until ${when}. If a tool still needs it, make a new key and give it that one in time.`,
    action: 'To your API keys',
  },
  sessionReported: {
    subject: 'We took back what was done in your account',
    preheader: 'Somebody told us by a link in our mail: this was not me.',
    text: 'Somebody who has our mail to you, most likely you, pressed “This was not me”. That device is signed out, and what it had made to get in again no longer works:',
    endedSessions: 'Sessions ended',
    apiKeys: 'API keys ended',
    passkeys: 'Passkeys removed',
    passkeysKept: 'Passkeys not removed',
    secondFactors: 'Second factors removed',
    password: 'Password',
    removed: 'removed; a code by mail signs you in',
    kept: 'not removed',
    recoveryCodes: 'Recovery codes removed',
    passkeyKept:
      'A passkey that was added there more than a day ago still signs in: your account asks for it beside the code by mail, and without it whoever reads your mail would get in by that alone. If it is not yours, get in with a recovery code, add a passkey of your own and remove that one. If you have no recovery code, write to the people who run this service.',
    passwordKept:
      'The password that was set there is still your account’s: your second factor is the code by mail, and without a password whoever reads your mail would get in by that alone. Set another one now. If you do not know it and have no recovery code, write to the people who run this service.',
    advice: 'If it was you all the same, sign in and set up again what you miss. Nothing else has changed.',
    action: 'Secure my account',
  },
  superusersChanged: {
    made: {
      subject: (name) => `${name} is a superuser now`,
      text: (name, address) => `${name} (${address}) has become a superuser, as you are.`,
    },
    unmade: {
      subject: (name) => `${name} is no longer a superuser`,
      text: (name, address) => `${name} (${address}) is no longer a superuser, and you still are.`,
    },
    preheader: 'All superusers are told of this.',
    advice:
      'Superusers are made on the machine of the server alone, and step down by themselves. If you did not expect this, ask whoever runs the machine.',
    action: 'Look at the account',
  },
};
