const FIRST_MS = 500;
const LONGEST_MS = 30_000;
const SHORTEST_MS = 100;

/** How long to wait before joining anew: somewhere below a limit that doubles, so that clients do not come all at once. */
export function backOffMs(attempt: number, random: number): number {
  const limit = Math.min(LONGEST_MS, FIRST_MS * 2 ** (attempt - 1));
  return Math.max(SHORTEST_MS, Math.round(limit * random));
}
