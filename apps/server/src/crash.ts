import { logLine } from './log.js';
import { EXIT } from './exit.js';

const NAME = /^\w{1,64}$/;

/** What of an error is safe to tell: its name and code. The message could hold anything. */
export function crashLine(event: string, error: unknown): string {
  const { name, code } = error instanceof Error ? (error as NodeJS.ErrnoException) : {};
  return logLine('error', event, { name: harmless(name) ?? typeof error, code: harmless(code) });
}

const harmless = (value: unknown): string | undefined =>
  typeof value === 'string' && NAME.test(value) ? value : undefined;

/** Ends the process with one line of JSON where Node would print the error with all that is in it. */
export function endOnCrash(): void {
  for (const event of ['uncaughtException', 'unhandledRejection']) {
    process.on(event, (error: unknown) => {
      process.stdout.write(crashLine(event, error));
      process.exit(EXIT.failed);
    });
  }
  // Nobody reading the log or the terminal is no reason to end rooms.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
}
