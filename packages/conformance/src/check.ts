import { isDeepStrictEqual } from 'node:util';

/** Something was not as the specification says. */
export class Mismatch extends Error {
  override readonly name = 'Mismatch';

  /** `what` was looked at; both values are for people, and for the report as JSON. */
  constructor(
    readonly what: string,
    readonly expected: unknown,
    readonly received: unknown,
  ) {
    super(`${what}: expected ${show(expected)}, got ${show(received)}`);
  }
}

/** A value for people. */
export function show(value: unknown): string {
  if (Buffer.isBuffer(value)) return `bytes ${value.subarray(0, 48).toString('hex')} (${value.length})`;
  if (value instanceof RegExp) return `something like ${String(value)}`;
  if (typeof value === 'string') return JSON.stringify(value);
  return value === undefined ? 'nothing' : JSON.stringify(value);
}

/** Both are deeply and strictly the same. */
export function equal(received: unknown, expected: unknown, what: string): void {
  if (!isDeepStrictEqual(received, expected)) throw new Mismatch(what, expected, received);
}

/** They differ. */
export function different(received: unknown, other: unknown, what: string): void {
  if (isDeepStrictEqual(received, other)) throw new Mismatch(what, `not ${show(other)}`, received);
}

/** It is a string of this form. */
export function matches(received: unknown, pattern: RegExp, what: string): void {
  if (typeof received !== 'string' || !pattern.test(received))
    throw new Mismatch(what, String(pattern), received);
}

/** It is one of these. */
export function oneOf(received: unknown, allowed: readonly unknown[], what: string): void {
  if (!allowed.some((value) => isDeepStrictEqual(value, received)))
    throw new Mismatch(what, `one of ${allowed.map(show).join(', ')}`, received);
}

/** It is a number from `low` to `high`. */
export function between(received: unknown, low: number, high: number, what: string): void {
  if (typeof received !== 'number' || !(received >= low && received <= high))
    throw new Mismatch(what, `a number from ${low} to ${high}`, received);
}

/** `holds`, else `expected` was not met by `received`. */
export function holds(
  condition: boolean,
  what: string,
  expected: unknown,
  received: unknown,
): asserts condition {
  if (!condition) throw new Mismatch(what, expected, received);
}

/** An object has these names, and perhaps more. */
export function hasNames(received: unknown, names: readonly string[], what: string): void {
  const has = typeof received === 'object' && received !== null ? Object.keys(received) : [];
  const missing = names.filter((name) => !has.includes(name));
  if (missing.length > 0) throw new Mismatch(what, `an object with ${names.join(', ')}`, received);
}

/** Does the same with each input, one after the other; what goes wrong names the input. */
export async function each<T>(inputs: readonly T[], run: (input: T) => Promise<void>): Promise<void> {
  for (const input of inputs) {
    try {
      await run(input);
    } catch (error) {
      if (error instanceof Mismatch)
        throw new Mismatch(`${error.what}, with ${show(input)}`, error.expected, error.received);
      throw new Error(`${error instanceof Error ? error.message : String(error)}, with ${show(input)}`, {
        cause: error,
      });
    }
  }
}
