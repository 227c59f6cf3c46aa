interface Range {
  readonly min: number;
  readonly max: number;
  readonly default: number;
}

const MINUTE_S = 60;
const HOUR_S = 3_600;

/** How long a room may last, in seconds, where the deployment allows it. */
export const TTLS_S = [5 * MINUTE_S, 15 * MINUTE_S, HOUR_S, 4 * HOUR_S, 12 * HOUR_S, 24 * HOUR_S] as const;
/** How many people a room may hold, where the deployment allows it. */
export const CAPACITIES = [2, 3, 5, 10, 20, 50] as const;
/** What is preselected until the deployment has told its limits. */
export const USUAL = { ttl: HOUR_S, capacity: 10 } as const;

/** Those of `usual` that the limits allow, and the default in any case; rising. */
export function choicesWithin(usual: readonly number[], limits: Range | undefined): readonly number[] {
  if (limits === undefined) return usual;
  const allowed = usual.filter((choice) => choice >= limits.min && choice <= limits.max);
  return [...new Set([...allowed, limits.default])].sort((a, b) => a - b);
}
