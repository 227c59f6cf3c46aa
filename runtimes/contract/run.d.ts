import type * as Sdk from '@pug-network/client-sdk';

/** What came of one case. */
export interface CaseResult {
  readonly case: string;
  readonly ok: boolean;
  readonly ms: number;
  /** What went wrong, where something did. */
  readonly error?: string;
}

export interface Counts {
  readonly passed: number;
  readonly failed: number;
}

export interface Setup {
  /** The SDK as this runtime loads it. */
  readonly sdk: typeof Sdk;
  /** What `startHarness` gives. */
  readonly control: string;
  /** Told after each case, and at the end. */
  readonly report: (line: CaseResult | ({ readonly done: true } & Counts)) => void;
  /** Options for every room. Default none. */
  readonly platform?: Sdk.Platform;
  /** The solver that has to be at work. Default any. */
  readonly solver?: Sdk.Solution['solver'];
  /** How this runtime prints a value. Default `String`. */
  readonly inspect?: (value: unknown) => string;
}

/** Runs every case, one after the other, each bounded in time. */
export function runContract(setup: Setup): Promise<Counts>;
