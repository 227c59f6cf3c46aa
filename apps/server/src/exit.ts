/** Exit codes: 0 as asked, 1 it could not run, 2 a setting is wrong. */
export const EXIT = { done: 0, failed: 1, wrongSetting: 2 } as const;

/** How long the last close frames may take to be read, once the relay has drained. */
const FAREWELL_MS = 1_000;

/** Ends as soon as nothing is open any more, and in any case a moment later. */
export function exitSoon(code: number): void {
  process.exitCode = code;
  setTimeout(() => process.exit(code), FAREWELL_MS).unref();
}

/** Ends with one line on stderr, whole even where that is a slow pipe. */
export function exitWith(code: number, fault: string): void {
  process.exitCode = code;
  process.stderr.write(`pug-server: ${fault}\n`, () => process.exit(code));
}
