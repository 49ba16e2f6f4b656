/** What a browser can say before the server is asked; the server decides. */
export function addressComplaint(address: string): 'addressMissing' | 'addressInvalid' | undefined {
  const trimmed = address.trim();
  if (trimmed === '') return 'addressMissing';
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(trimmed) && trimmed.length <= 254 ? undefined : 'addressInvalid';
}

export function fullNameComplaint(fullName: string): 'fullNameMissing' | 'fullNameTooLong' | undefined {
  const trimmed = fullName.trim();
  if (trimmed === '') return 'fullNameMissing';
  return trimmed.length <= 120 ? undefined : 'fullNameTooLong';
}
