const SECOND_MS = 1_000;

/** Keys that are remembered until a time of their own and no longer; at most `limit` of them. */
export class ExpiringSet {
  readonly #limit: number;
  /** Second of expiry → the keys that expire in it. */
  readonly #buckets = new Map<number, Set<string>>();
  #size = 0;
  /** Every bucket before this second is gone. */
  #sweptTo = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** How many there are, those that have expired forgotten. */
  size(now: number): number {
    this.#sweep(now);
    return this.#size;
  }

  isFull(now: number): boolean {
    return this.size(now) >= this.#limit;
  }

  /** True for a key whose time, the one it was added with, has not passed. */
  has(key: string, expiresAt: number): boolean {
    return this.#buckets.get(secondOf(expiresAt))?.has(key) ?? false;
  }

  add(key: string, expiresAt: number): void {
    const second = secondOf(expiresAt);
    let bucket = this.#buckets.get(second);
    if (bucket === undefined) this.#buckets.set(second, (bucket = new Set()));
    bucket.add(key);
    this.#size++;
  }

  #sweep(now: number): void {
    const current = Math.floor(now / SECOND_MS);
    if (current <= this.#sweptTo) return;
    this.#sweptTo = current;
    for (const [second, bucket] of this.#buckets) {
      if (second > current) continue;
      this.#size -= bucket.size;
      this.#buckets.delete(second);
    }
  }
}

/** The first whole second at which a key is no longer needed. */
const secondOf = (expiresAt: number): number => Math.ceil(expiresAt / SECOND_MS);
