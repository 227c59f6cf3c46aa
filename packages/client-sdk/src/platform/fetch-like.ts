/** What is asked of `fetch`: always a string as URL, and these of the platform's `RequestInit`. */
export interface RequestLike {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
  readonly cache?: 'no-store';
  readonly credentials?: 'omit';
  readonly redirect?: 'manual';
  readonly referrerPolicy?: 'no-referrer';
  /** The platform's `AbortSignal`, which has no name where there is no DOM library of types. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly signal?: any;
}

/** What is used of the platform's `Response`. */
export interface ResponseLike {
  readonly ok: boolean;
  /** The whole body. */
  text(): Promise<string>;
}

/** The platform's `fetch`, as far as it is used here. */
export type Fetch = (url: string, request: RequestLike) => Promise<ResponseLike>;
