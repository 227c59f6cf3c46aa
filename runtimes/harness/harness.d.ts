/** What the contract is run against: two relays, and lines to the first one that fail as they are told to. */
export interface Harness {
  /** All that a runtime or a page is given. */
  readonly control: string;
  /** What the relays run on. */
  readonly engine: string;
  close(): Promise<void>;
}

/** Starts them on ports that the system chooses. `engine` is `uws` by default. */
export function startHarness(engine?: 'uws' | 'ws' | 'auto'): Promise<Harness>;
