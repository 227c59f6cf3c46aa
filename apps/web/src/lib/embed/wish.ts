/** What the page around asks for, where there is one. */
export interface Wish {
  /** Seconds; else the person chooses. */
  readonly ttl?: number | undefined;
  /** Members; else the person chooses. */
  readonly capacity?: number | undefined;
  /** The page around, as a host, where it is told the link of a room that is made here. */
  readonly toldLink?: string | undefined;
}
