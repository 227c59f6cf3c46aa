/** Longest wait for anything that should happen at once, in ms. */
export const WAIT_MS = 10_000;

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

/** Tries `attempt` again and again, one at a time, until it gives true. */
export async function eventually(attempt: () => Promise<boolean>, what: string, ms = WAIT_MS): Promise<void> {
  const deadline = Date.now() + ms;
  while (!(await attempt())) {
    if (Date.now() > deadline) throw new Error(`waited ${ms} ms in vain for ${what}`);
  }
}

/** Resolves after so many milliseconds; only where the specification speaks of time. */
export function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
