/** What is used of the platform's `AbortSignal`. */
export interface AbortSignalLike {
  readonly aborted: boolean;
  readonly reason?: unknown;
  /** Calls `listener` when it is aborted. */
  addEventListener(type: 'abort', listener: () => void): void;
  /** No longer. */
  removeEventListener(type: 'abort', listener: () => void): void;
}
