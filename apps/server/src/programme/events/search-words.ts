/** More words than anybody types; what follows is left out, lest a search costs what one likes. */
const MOST_WORDS = 8;
const LONGEST_WORD = 40;

/** The words of what somebody typed, as they are looked for: letters and digits alone, so that nothing is an operator. */
export function searchWords(typed: string): string[] {
  const words = folded(typed).match(/[\p{L}\p{N}]+/gu) ?? [];
  return [...new Set(words.map((word) => word.slice(0, LONGEST_WORD)))].slice(0, MOST_WORDS);
}

/** What somebody typed as a pattern of LIKE: it occurs somewhere, to the letter. */
export function containing(typed: string): string {
  return `%${folded(typed).replaceAll(/[\\%_]/g, '\\$&')}%`;
}

/** As the index has its texts. */
function folded(typed: string): string {
  return typed.normalize('NFC').toLowerCase().replaceAll('ё', 'е');
}
