/** Where the first script of a page keeps what went wrong in it. */
export const COMPLAINTS = 'complaintsOfThisPage';

/**
 * A page's own first script, for browsers that tell nobody outside what goes wrong in a page. It stands in a file: a
 * strict policy refuses inline scripts.
 */
export const LISTENING_SCRIPT = `(${listen.toString()})(${JSON.stringify(COMPLAINTS)});`;

function listen(name: string): void {
  const complaints: string[] = [];
  Object.defineProperty(globalThis, name, { value: complaints });
  const onError = (event: Event): void => {
    const { target } = event;
    if (event instanceof ErrorEvent) complaints.push(event.message);
    else if (target instanceof Element)
      complaints.push(`could not load ${target.getAttribute('src') ?? target.outerHTML}`);
  };
  // Errors of loading do not bubble.
  addEventListener('error', onError, { capture: true });
  addEventListener('unhandledrejection', ({ reason }) => complaints.push(String(reason)));
  document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
    complaints.push(`Content-Security-Policy: ${effectiveDirective} refuses ${blockedURI}`);
  });
  const { error } = console;
  console.error = (...args: unknown[]) => {
    complaints.push(args.map(String).join(' '));
    error.apply(console, args);
  };
}

/** That the API refuses something is for the page to handle, and nothing to complain of. */
export function isOfApi(url: string): boolean {
  return /^https?:\/\/[^/]+\/api\//.test(url);
}
