import type { EventEmitter } from 'node:events';

const LIMIT_MS = 5_000;

/** The same promise, rejected where it takes longer than anything on one machine should. */
export async function within<T>(promise: Promise<T>, what: string, limitMs = LIMIT_MS): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`waited ${limitMs} ms for ${what}`)), limitMs);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** What the next event brings. */
export const next = (emitter: EventEmitter, event: string, limitMs = LIMIT_MS): Promise<unknown[]> =>
  within(
    new Promise((resolve) => emitter.once(event, (...args: unknown[]) => resolve(args))),
    event,
    limitMs,
  );
