// A scan of HTML as the site's generator writes it: well-formed tags, attributes in quotes, nothing left open. No parser of
// HTML is among the dependencies of the workspace's root, and more than this is not needed.

const MARKUP = /<!--[^]*?-->|<!doctype[^>]*>|<(\/?)([a-z][a-z0-9-]*)((?:"[^"]*"|'[^']*'|[^<>"'])*)>/gi;
const ATTRIBUTE = /([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+)))?/g;
/** What they hold is no markup. */
const RAW = new Set(['script', 'style', 'textarea', 'title']);
const VOID = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '));

const NAMED = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' };

/** A text with its character references replaced. */
const decode = (text) =>
  text.replace(/&(?:#x([0-9a-f]+)|#([0-9]+)|([a-z]+));/gi, (whole, hex, decimal, name) => {
    if (name !== undefined) return NAMED[name] ?? whole;
    return String.fromCodePoint(hex === undefined ? Number(decimal) : parseInt(hex, 16));
  });

function attributesOf(source) {
  const attributes = new Map();
  for (const [, name, double, single, bare] of source.matchAll(ATTRIBUTE)) {
    attributes.set(name.toLowerCase(), decode(double ?? single ?? bare ?? ''));
  }
  return attributes;
}

/**
 * The parts of a page in order: `{ type: 'text', text }`, `{ type: 'open', name, attributes, isEmpty }` and
 * `{ type: 'close', name }`. Throws where something stands between tags that is no text, as a `<` would.
 */
export function* partsOf(html) {
  let position = 0;
  let raw;
  for (const match of html.matchAll(MARKUP)) {
    const [source, slash, tag = '', rest] = match;
    const name = tag.toLowerCase();
    if (raw !== undefined && !(slash === '/' && name === raw)) continue;
    const text = html.slice(position, match.index);
    if (raw === undefined && text.includes('<')) throw new Error(`no markup: ${text.slice(0, 80)}`);
    if (text !== '') yield { type: 'text', text: raw === undefined ? decode(text) : text };
    position = match.index + source.length;
    raw = undefined;
    if (name === '') continue;
    if (slash === '/') yield { type: 'close', name };
    else {
      yield {
        type: 'open',
        name,
        attributes: attributesOf(rest),
        isEmpty: VOID.has(name) || /\/\s*$/.test(rest),
      };
      if (RAW.has(name)) raw = name;
    }
  }
  const rest = html.slice(position);
  if (raw !== undefined || rest.includes('<')) throw new Error('a tag is not closed');
  if (rest !== '') yield { type: 'text', text: decode(rest) };
}
