const mostCharacters = 80;

/** The name of a passkey, a key or a client: one line of at most 80 characters. */
export function nameComplaint(name: string): 'nameMissing' | 'nameTooLong' | undefined {
  const { length } = name.trim();
  if (length === 0) return 'nameMissing';
  return length > mostCharacters ? 'nameTooLong' : undefined;
}
