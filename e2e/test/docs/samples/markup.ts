import { PugChatElement } from '@pug-network/embed';

const TAG = /<pug-chat\b([^>]*)>/g;
const SCRIPT = /<script\b[^>]*\bsrc="([^"]*)"/g;
const KNOWN: ReadonlySet<string> = new Set([...PugChatElement.observedAttributes, 'share-link-with-host']);

/** A sample of HTML: the script is the one that a relay serves, the element has attributes that it knows. */
export const faultsOfHtml = (code: string): string[] => [
  ...Array.from(code.matchAll(SCRIPT), ([, address = '']) => address)
    .filter((address) => !/^https:\/\/[^/]+\/embed\.js$/.test(address))
    .map((address) => `a relay serves no ${address}`),
  ...Array.from(code.matchAll(TAG), ([, attributes = '']) => attributes)
    .flatMap((attributes) =>
      Array.from(attributes.matchAll(/([\w-]+)(?:="[^"]*")?/g), ([, name = '']) => name),
    )
    .filter((name) => !KNOWN.has(name))
    .map((name) => `<pug-chat> has no attribute ${name}`),
];

/** A sample of HTTP: names with values, a line each. */
export const faultsOfHttp = (code: string): string[] =>
  code
    .trimEnd()
    .split('\n')
    .filter((line) => !/^[A-Z][\w-]*: \S/.test(line))
    .map((line) => `${line} is no header`);

/** JSON, one value or one a line. */
export function faultsOfJson(code: string): string[] {
  const isJson = (text: string): boolean => {
    try {
      JSON.parse(text);
      return true;
    } catch {
      return false;
    }
  };
  return isJson(code) || code.trimEnd().split('\n').every(isJson) ? [] : ['it is not JSON'];
}
