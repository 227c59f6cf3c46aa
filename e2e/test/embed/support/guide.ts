import { fileURLToPath } from 'node:url';
import { blockOf } from '../../support/examples.js';

const ROOT = new URL('../../../../', import.meta.url);
export const GUIDE = fileURLToPath(new URL('docs/guides/embed.md', ROOT));
export const README = fileURLToPath(new URL('README.md', ROOT));

/** The relay that stands in the guide. */
const NAMED_RELAY = 'https://chat.example';

/** An example of the guide, by the language and name of its block, with the relay that there is. */
export const guideBlock = async (info: string, relay: string): Promise<string> =>
  (await blockOf(GUIDE, info)).replaceAll(NAMED_RELAY, relay);

/** The value of a header, as the guide writes it down. */
export const guideHeader = async (info: string, relay: string): Promise<string> =>
  (await guideBlock(info, relay)).replace(/^[\w-]+: /, '').trim();

/** A page with this in its body. */
export const pageOf = (body: string): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A site</title></head><body>${body}</body></html>`;
