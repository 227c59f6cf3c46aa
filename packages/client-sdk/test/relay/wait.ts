/** Longest wait for anything that should happen at once, in ms. */
export const WAIT_MS = 5_000;

/** Settles as `promise` does, or rejects after `ms` naming what was awaited. */
export async function within<T>(promise: Promise<T>, what: string, ms = WAIT_MS): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`waited ${ms} ms in vain for ${what}`));
    }, ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** A promise and the way to fulfil it. */
export interface Deferred<T> {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
}

export function deferred<T = void>(): Deferred<T> {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((fulfil) => {
    resolve = fulfil;
  });
  return { promise, resolve };
}

/** The next turn of the event loop. */
export const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * Room for what must not happen: a few turns of the event loop, with one round of WebCrypto between them. Whatever was
 * about to be sealed, opened or told has been by then.
 */
export async function quiet(): Promise<void> {
  for (let round = 0; round < 3; round++) {
    await turn();
    await crypto.subtle.digest('SHA-256', new Uint8Array(16_000));
  }
  await turn();
}

/** What `promise` rejects with. */
export async function failureOf(promise: Promise<unknown>, what = 'a rejection'): Promise<unknown> {
  const settled = promise.then(
    () => {
      throw new Error(`${what}: it was fulfilled`);
    },
    (error: unknown) => ({ error }),
  );
  return (await within(settled, what)).error;
}
