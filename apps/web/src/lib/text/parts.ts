/** A piece of somebody's text: as it is, or a link that leads elsewhere. */
export type Part =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'link'; readonly text: string; readonly href: string };

/** What begins like a link, up to a space, a quotation mark, or what no address holds: control and direction marks too. */
const CANDIDATE =
  /\bhttps?:\/\/[^\s\p{Cc}\p{Cf}\p{Pi}\p{Pf}<>"'`{}|\\^\u3001\u3002\u3008-\u3011，！？：；（）]+/giu;
/** Scheme and host, as they were written. */
const AUTHORITY = /^https?:\/\/([^/?#]+)/i;
/** What ends a sentence, or sets it off, rather than ending an address. */
const TRAILING = new Set('.,:;!?…*~');
const OPENING: Readonly<Record<string, string>> = { ')': '(', ']': '[' };

/** Longer ones are shown, and not linked. */
const MAX_ADDRESS_CHARS = 2_048;
/** RFC 1035 §2.3.4. */
const MAX_HOST_CHARS = 253;

/**
 * Splits a text at its links: http and https alone, without a name or password in them. The text of a link is as it was
 * written but for scheme and host, which stand as the browser takes them: a host in ASCII, so that no letter passes for
 * another. All other text comes back unchanged.
 */
export function partsOf(text: string): readonly Part[] {
  const parts: Part[] = [];
  let rest = 0;
  for (const { 0: candidate, index } of text.matchAll(CANDIDATE)) {
    const address = trimmed(candidate);
    const link = linkOf(address);
    if (link === undefined) continue;
    if (index > rest) parts.push({ type: 'text', text: text.slice(rest, index) });
    parts.push(link);
    rest = index + address.length;
  }
  if (rest < text.length) parts.push({ type: 'text', text: text.slice(rest) });
  return parts;
}

/** Without the punctuation of the sentence around it. A bracket belongs to it where it was opened in it. */
function trimmed(candidate: string): string {
  const unopened: Record<string, number> = {};
  for (const [close, open] of Object.entries(OPENING)) {
    unopened[close] = candidate.split(close).length - candidate.split(open).length;
  }
  let end = candidate.length;
  for (; end > 0; end -= 1) {
    const last = candidate.charAt(end - 1);
    if (TRAILING.has(last)) continue;
    const count = unopened[last] ?? 0;
    if (count <= 0) break;
    unopened[last] = count - 1;
  }
  return candidate.slice(0, end);
}

function linkOf(address: string): Part | undefined {
  const [written = '', authority = ''] = AUTHORITY.exec(address) ?? [];
  // What stands before an @ can pass for the host.
  if (authority === '' || authority.includes('@') || address.length > MAX_ADDRESS_CHARS) return undefined;
  const url = parsed(address);
  if (url === undefined || url.hostname.length > MAX_HOST_CHARS) return undefined;
  return { type: 'link', href: url.href, text: `${url.origin}${address.slice(written.length)}` };
}

function parsed(address: string): URL | undefined {
  try {
    return new URL(address);
  } catch {
    return undefined;
  }
}
