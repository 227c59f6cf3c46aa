/** The one allow-list for API and socket (protocol.md, HTTP). */
export class Origins {
  readonly #allowed: ReadonlySet<string>;

  constructor(allowed: readonly string[]) {
    this.#allowed = new Set(allowed);
  }

  /** Whether a page of `origin` may use the relay that it reached as `host`. No Origin header: allowed. */
  allows(origin: string | undefined, host: string | undefined): boolean {
    if (origin === undefined || this.#allowed.has('*')) return true;
    const url = originUrl(origin);
    if (url === undefined) return false;
    return this.#allowed.has(url.origin) || isSameHost(url, host);
  }
}

/** `null` and whatever is no http(s) origin has no URL here, so nothing allows it. */
function originUrl(origin: string): URL | undefined {
  if (!/^https?:\/\/[^/?#@\\\s]+$/i.test(origin) || !URL.canParse(origin)) return undefined;
  return new URL(origin);
}

/** Letter case and the default port of the origin's scheme aside. */
function isSameHost(url: URL, host: string | undefined): boolean {
  if (host === undefined || !/^[^/?#@\\\s]+$/.test(host)) return false;
  const text = `${url.protocol}//${host}`;
  return URL.canParse(text) && new URL(text).host === url.host;
}
