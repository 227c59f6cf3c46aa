/** Something that falls due; `slot` is where {@link Deadlines} keeps it, −1 while it does not. */
export interface Timed {
  /** Monotonic milliseconds. */
  at: number;
  slot: number;
}

/** The slot of an entry that is in no {@link Deadlines}. */
export const UNSCHEDULED = -1;

/**
 * Entries by the time they fall due: a binary heap in which each entry knows its slot, so that adding, moving and
 * taking out cost O(log n) and an entry costs one pointer (docs/adr/0005-deadlines.md).
 */
export class Deadlines<T extends Timed> {
  readonly #heap: T[] = [];

  get size(): number {
    return this.#heap.length;
  }

  /** The entry that is due first. */
  get first(): T | undefined {
    return this.#heap[0];
  }

  /** Adds an entry, or moves it to another time. */
  set(entry: T, at: number): void {
    entry.at = at;
    if (entry.slot === UNSCHEDULED) entry.slot = this.#heap.push(entry) - 1;
    this.#settle(entry);
  }

  /** Takes an entry out; one that is not in changes nothing. */
  delete(entry: T): void {
    const { slot } = entry;
    if (slot === UNSCHEDULED) return;
    entry.slot = UNSCHEDULED;
    const last = this.#heap.pop();
    if (last === undefined || last === entry) return;
    this.#place(last, slot);
    this.#settle(last);
  }

  /** Gives every entry a new time at once; O(n). */
  retime(timeOf: (entry: T) => number): void {
    for (const entry of this.#heap) entry.at = timeOf(entry);
    for (let slot = (this.#heap.length >> 1) - 1; slot >= 0; slot--) {
      const entry = this.#heap[slot];
      if (entry) this.#sink(entry);
    }
  }

  #settle(entry: T): void {
    this.#rise(entry);
    this.#sink(entry);
  }

  #rise(entry: T): void {
    let { slot } = entry;
    while (slot > 0) {
      const above = (slot - 1) >> 1;
      const parent = this.#heap[above];
      if (parent === undefined || parent.at <= entry.at) break;
      this.#place(parent, slot);
      slot = above;
    }
    this.#place(entry, slot);
  }

  #sink(entry: T): void {
    let { slot } = entry;
    for (;;) {
      const child = this.#earlierChild(slot);
      if (child === undefined || child.at >= entry.at) break;
      const below = child.slot;
      this.#place(child, slot);
      slot = below;
    }
    this.#place(entry, slot);
  }

  #earlierChild(slot: number): T | undefined {
    const left = this.#heap[2 * slot + 1];
    const right = this.#heap[2 * slot + 2];
    return right !== undefined && left !== undefined && right.at < left.at ? right : left;
  }

  #place(entry: T, slot: number): void {
    this.#heap[slot] = entry;
    entry.slot = slot;
  }
}
