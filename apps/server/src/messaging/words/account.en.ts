/** What mails about one's own account say. */
export type AccountWords = {
  guessedAt: { subject: string; preheader: string; text: string; advice: string; action: string };
  apiKeyEnds: {
    subject: (name: string) => string;
    preheader: (when: string) => string;
    text: (name: string, when: string) => string;
    action: string;
  };
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
};
