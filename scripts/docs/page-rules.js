// What a page of the documentation may hold.

/** Elements that no page has: what they show or do would be another's. */
const FORBIDDEN = new Set(['base', 'embed', 'form', 'frame', 'iframe', 'math', 'object', 'style']);
const RESOURCES = new Map([
  ['audio', ['src']],
  ['image', ['href']],
  ['img', ['src']],
  ['input', ['src']],
  ['link', ['href']],
  ['script', ['src']],
  ['source', ['src']],
  ['track', ['src']],
  ['use', ['href']],
  ['video', ['src', 'poster']],
]);

const INLINE = new Set(['http-equiv', 'srcdoc', 'srcset', 'style']);
const SCRIPT_ADDRESS = /^(javascript|data|vbscript|blob):/i;

/** The addresses that a tag has: where it leads, or what is loaded for it. */
export function linksOf(name, attributes) {
  const isResource = name !== 'a' && name !== 'area';
  const names = isResource ? (RESOURCES.get(name) ?? []) : ['href'];
  const rel = (attributes.get('rel') ?? '').split(' ');
  return names
    .filter((one) => attributes.has(one))
    .map((one) => ({ address: attributes.get(one), isResource, rel }));
}

/**
 * What of the parts of a page, one after the other, a strict policy refuses: inline scripts, styles and handlers, and
 * addresses that are scripts.
 */
export function policyCheck() {
  let isInScript = false;
  return ({ type, name, attributes, text }) => {
    if (type === 'text') return isInScript && text.trim() !== '' ? ['has an inline script'] : [];
    isInScript = type === 'open' && name === 'script';
    return type === 'open' ? faultsOfTag(name, attributes) : [];
  };
}

function faultsOfTag(name, attributes) {
  const faults = FORBIDDEN.has(name) ? [`has <${name}>`] : [];
  if (name === 'script' && !attributes.has('src')) faults.push('has a script without an address');
  for (const [attribute, value] of attributes) {
    if (INLINE.has(attribute)) faults.push(`has the attribute ${attribute}="${value}"`);
    if (attribute.startsWith('on')) faults.push(`has the handler ${attribute}`);
    if (SCRIPT_ADDRESS.test(value.trim())) faults.push(`has the address ${value.slice(0, 40)}`);
  }
  return faults;
}

/** What of a style sheet, a picture or a script would ask another origin, or be refused. */
export function styleFaults(path, text) {
  const faults = [];
  if (/@import\b/.test(text)) faults.push('has @import');
  for (const [, address] of text.matchAll(/url\(\s*['"]?([^'")]*)/g)) {
    if (!address.startsWith('#')) faults.push(`has url(${address.slice(0, 40)})`);
  }
  if (path.endsWith('.js') && /['"`]https?:/.test(text)) faults.push('names another origin');
  if (path.endsWith('.svg') && /<script|\son[a-z]+=|href="(?!#)|<foreignObject/i.test(text))
    faults.push('is more than a picture');
  return faults;
}
