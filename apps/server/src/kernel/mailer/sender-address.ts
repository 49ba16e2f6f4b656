/** The bare address of `Foyer <foyer@example.org>` or `foyer@example.org`: what the envelope carries. */
export function senderAddress(mailFrom: string): string {
  return (/<([^<>]+)>\s*$/.exec(mailFrom)?.[1] ?? mailFrom).trim();
}
