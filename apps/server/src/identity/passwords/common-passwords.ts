let common: Promise<ReadonlySet<string>> | undefined;

/** Whether a password is one of those that are tried first, whatever the case of its letters. */
export async function isCommonPassword(password: string): Promise<boolean> {
  common ??= load();
  return (await common).has(password.toLowerCase());
}

/** Loaded when the first password is set: it takes a moment, and many processes never need it. */
async function load(): Promise<ReadonlySet<string>> {
  const { dictionary } = await import('@zxcvbn-ts/language-common');
  return new Set(dictionary['passwords-common'].map((one) => one.toLowerCase()));
}
