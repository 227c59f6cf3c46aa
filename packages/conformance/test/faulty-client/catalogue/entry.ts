/** One way in which a client can break protocol.md, and the cases of the kit that notice. */
export interface Entry {
  /** `area.what-is-wrong`. */
  readonly name: string;
  /** What is wrong, in one sentence. */
  readonly about: string;
  /** The ids of the cases; there may be more. */
  readonly caughtBy: readonly string[];
}
