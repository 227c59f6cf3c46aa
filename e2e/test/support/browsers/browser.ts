/** The longest that a browser may take to start. */
export const LAUNCH_LIMIT_MS = 45_000;

/** A page in a browser of its own kind, with storage of its own. */
export interface TestPage {
  /**
   * Evaluates an expression in the page, awaits what it gives and hands that over as JSON does; `undefined` stays. What
   * it throws is thrown here as a PageError. Several at once do not wait for one another. Ended after 60 s.
   */
  evaluate(expression: string): Promise<unknown>;
  /**
   * The same for a function, which is sent as its source: it sees the page and its arguments, which go as JSON, and
   * nothing of the test.
   */
  evaluate<Args extends readonly unknown[], Result>(
    work: (...args: Args) => Result,
    ...args: Args
  ): Promise<Awaited<Result>>;
  /**
   * What went wrong in the page so far, in order: errors not caught, calls of console.error, what the page's policy
   * refused, files that could not be loaded. That the API refuses something is none.
   */
  complaints(): Promise<readonly string[]>;
  /** What is to be seen, as a PNG. */
  screenshot(): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** A browser that runs, headless or where nobody sees it. */
export interface TestBrowser {
  readonly name: BrowserName;
  readonly version: string;
  /** A page that has loaded: its scripts, modules too, have run. */
  open(url: string): Promise<TestPage>;
  /** Closes its pages too, and waits until its processes have ended. */
  close(): Promise<void>;
}

export type BrowserName = 'chromium' | 'firefox' | 'webkit';

/** A kind of browser that this machine may have. */
export interface BrowserKind {
  readonly name: BrowserName;
  /** Why it cannot be launched; undefined when it can. */
  readonly missing: string | undefined;
  launch(): Promise<TestBrowser>;
}
