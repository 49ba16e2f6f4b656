/** Every text of a language's words by its name; what takes arguments is written with some. */
export function textsOf(words: object, name = ''): Map<string, string> {
  const texts = new Map<string, string>();
  for (const [key, value] of Object.entries(words)) {
    const path = name === '' ? key : `${name}.${key}`;
    if (typeof value === 'string') texts.set(path, value);
    else if (typeof value === 'function') texts.set(path, String(value('Example', 7)));
    else for (const entry of textsOf(value as object, path)) texts.set(...entry);
  }
  return texts;
}
