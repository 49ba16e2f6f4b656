/** What was typed as address, so that changing to another way in does not ask for it again. The page forgets it. */
let typed = '';

export function typedAddress(): string {
  return typed;
}

export function rememberAddress(address: string): void {
  typed = address;
}
