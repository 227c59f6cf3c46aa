/** Everything that a reactive value is, from now on until stopped, as a component would see it. */
export function watch<T>(read: () => T): { readonly seen: T[]; readonly stop: () => void } {
  const seen: T[] = [];
  const stop = $effect.root(() => {
    $effect(() => {
      seen.push(read());
    });
  });
  return { seen, stop };
}

/** Until effects have run. */
export const rendered = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
