/** Waits until something is so, by looking again and again; the bound is there so that a test ends, not to measure. */
export async function until<Value>(
  look: () => Promise<Value | undefined | false> | Value | undefined | false,
  what: string,
  atMostMs = 20_000,
): Promise<Value> {
  const deadline = performance.now() + atMostMs;
  for (;;) {
    const value = await look();
    if (value !== undefined && value !== false) return value;
    if (performance.now() > deadline) throw new Error(`waited in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
}
