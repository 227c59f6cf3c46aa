/** Who hears what a client's program says. */
export interface Listener {
  /** A line of its standard output. */
  readonly line: (text: string) => void;
  /** A piece of its standard error. */
  readonly aside: (text: string) => void;
  /** It has ended, or never began; `how` says it in words. */
  readonly ended: (how: string) => void;
}

/** A running program that drives the client under test. */
export interface Program {
  /** Hands over one line. */
  readonly write: (line: string) => void;
  /** Ends its input, and waits until it has ended. */
  readonly end: () => Promise<void>;
}

/** Starts such a program. */
export type StartProgram = (listener: Listener) => Program;
