const SECOND_MS = 1_000;
const MINUTE_S = 60;
const HOUR_S = 3_600;

/** Whole seconds that are not over yet: the countdown ends at 0 when the time is up, not before. */
const secondsOf = (ms: number): number => Math.max(0, Math.ceil(ms / SECOND_MS));

const two = (n: number): string => String(n).padStart(2, '0');

/** `1:05:09`, `4:59`, `0:00`. */
export function formatLeft(ms: number): string {
  const seconds = secondsOf(ms);
  const [hours, minutes] = [Math.floor(seconds / HOUR_S), Math.floor((seconds % HOUR_S) / MINUTE_S)];
  const rest = two(seconds % MINUTE_S);
  return hours > 0 ? `${hours}:${two(minutes)}:${rest}` : `${minutes}:${rest}`;
}

/** The same for machines, as in the `datetime` of a `<time>`: `PT299S`. */
export const isoDuration = (ms: number): string => `PT${secondsOf(ms)}S`;
