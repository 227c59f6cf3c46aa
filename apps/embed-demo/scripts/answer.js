import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';

/** The relay that stands in the pages. */
export const NAMED_RELAY = 'http://localhost:3000';

const SITE = new URL('../site/', import.meta.url);
const FILE = /^\/([a-z]+\.(?:css|html|js|svg))$/;
const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** The site's own policy; the relay stands in it twice, and that is all that a chat needs. */
const policyWith = (relay) =>
  [
    "default-src 'none'",
    `script-src 'self' ${relay}`,
    `frame-src ${relay}`,
    "style-src 'self'",
    "img-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');

/** Answers requests for the site's pages, with the chat of this relay in them. A file is read anew each time. */
export const answerFor = (relay) => async (request, response) => {
  const path = request.url === '/' ? '/index.html' : request.url.split('?')[0];
  const text = await textOf(FILE.exec(path)?.[1]);
  if (text === undefined) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, {
    'Content-Type': TYPES[extname(path)],
    'Content-Security-Policy': policyWith(relay),
    'Cache-Control': 'no-store',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
  });
  response.end(text.replaceAll(NAMED_RELAY, relay));
};

async function textOf(name) {
  if (name === undefined) return undefined;
  return readFile(new URL(name, SITE), 'utf8').catch(() => undefined);
}
