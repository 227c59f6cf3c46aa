import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { ConfigError } from '../config.js';
import type { Reply, RequestHead } from '../socket.js';
import { acceptedEncodings, type Encoding } from './encodings.js';
import { embedPageHeaders, pageHeaders, type PageOptions } from './page-headers.js';
import { errorReply, SECURITY_HEADERS, SHARED_HEADERS } from './reply.js';

interface Variant {
  readonly encoding: Encoding;
  readonly body: Buffer;
  readonly etag: string;
}

interface StaticFile {
  readonly headers: Reply['headers'];
  /** The smallest first. */
  readonly variants: readonly Variant[];
}

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.md': 'text/markdown; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.xml': 'application/xml',
};

const COMPRESSIBLE = /^(text\/|application\/(json|wasm|manifest\+json|xml)|image\/(svg|x-icon))/;
/** A name that changes with its content: in a folder of such names, or with a hash before the ending. */
const IMMUTABLE = /(^|\/)immutable\//;
const HEX_HASH = /[.-](?=[a-f]*[0-9])(?=[0-9]*[a-f])[0-9a-f]{8,64}\.[a-z0-9]+$/;
const BASE64URL_HASH = /[.-](?=[^.]*[0-9])(?=[^.]*[A-Z])[A-Za-z0-9_-]{8}\.[a-z0-9]+$/;
const YEAR_S = 31_536_000;

/** The one page that may be shown in a frame, served at this path and by no other name. */
const EMBED_PATH = '/embed';
const EMBED_PAGE = '/embed.html';
/** The script by which pages of other origins show it. */
const EMBED_SCRIPT = '/embed.js';

/** What is served: a folder, texts by path that win over it, and what is told to browsers of its pages. */
export interface StaticOptions extends PageOptions {
  readonly staticDir?: string | undefined;
  readonly staticFiles?: Readonly<Record<string, string>>;
}

/** A folder of files, read, compressed and hashed once at the start; nothing is read from disk after that. */
export class StaticFiles {
  readonly #files = new Map<string, StaticFile>();
  readonly #headersOf: HeadersOf;

  constructor({ staticDir, staticFiles = {}, ...pages }: StaticOptions) {
    this.#headersOf = headersByFile(pages);
    if (staticDir !== undefined) this.#readFolder(staticDir);
    for (const [path, text] of Object.entries(staticFiles)) this.#add(path, Buffer.from(text));
  }

  /** Answers GET and HEAD; `/` and `/r/<anything>` are the page that finds its own way, `/embed` the one for frames. */
  answer(request: RequestHead): Reply {
    const file = this.#files.get(fileAt(request.path));
    if (file === undefined) return errorReply('not_found');
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return errorReply('method_not_allowed', [['Allow', 'GET, HEAD']]);
    }
    const variant = choose(file, request.headers('accept-encoding').join(','));
    return replyOf(file, variant, request.headers('if-none-match').join(','));
  }

  #readFolder(folder: string): void {
    try {
      this.#read(folder);
    } catch (cause) {
      const { code = '' } = cause as NodeJS.ErrnoException;
      const expected = `must be a folder that can be read, with all that is in it (${code})`;
      throw new ConfigError('staticDir', expected, { cause });
    }
  }

  #read(folder: string): void {
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const file = join(entry.parentPath, entry.name);
      const path = `/${relative(folder, file).split(sep).join('/')}`;
      this.#add(path, readFileSync(file));
    }
  }

  #add(path: string, content: Buffer): void {
    this.#files.set(path, staticFile(path, content, this.#headersOf));
  }
}

/** The name of the file that is served at a path; empty for one that is served elsewhere alone. */
function fileAt(path: string): string {
  if (path === '/' || path.startsWith('/r/')) return '/index.html';
  if (path === EMBED_PATH) return EMBED_PAGE;
  return path === EMBED_PAGE ? '' : path;
}

/** What a file's answers say of it besides type and age. */
type HeadersOf = (path: string, type: string) => Reply['headers'];

function headersByFile(pages: PageOptions): HeadersOf {
  const ofPage = [...SECURITY_HEADERS, ...pageHeaders(pages)];
  const ofEmbedPage = [...SECURITY_HEADERS, ...embedPageHeaders(pages)];
  return (path, type) => {
    if (path === EMBED_SCRIPT) return SHARED_HEADERS;
    if (path === EMBED_PAGE) return ofEmbedPage;
    return type.startsWith('text/html') ? ofPage : SECURITY_HEADERS;
  };
}

function replyOf(file: StaticFile, { encoding, body, etag }: Variant, ifNoneMatch: string): Reply {
  const tagged = [...file.headers, ['ETag', etag] as const];
  const isKnown = ifNoneMatch
    .split(',')
    .some((tag) => tag.trim().replace(/^W\//, '') === etag || tag.trim() === '*');
  if (isKnown) return { status: 304, headers: tagged, body: undefined };
  const headers = encoding === 'identity' ? tagged : [...tagged, ['Content-Encoding', encoding] as const];
  return { status: 200, headers, body };
}

const isHashed = (path: string): boolean =>
  [IMMUTABLE, HEX_HASH, BASE64URL_HASH].some((form) => form.test(path));

function staticFile(path: string, content: Buffer, headersOf: HeadersOf): StaticFile {
  const type = TYPES[extname(path).toLowerCase()] ?? 'application/octet-stream';
  const etag = createHash('sha256').update(content).digest('base64url').slice(0, 22);
  const variant = (encoding: Encoding, body: Buffer): Variant => ({
    encoding,
    body,
    etag: `"${etag}-${encoding}"`,
  });
  const variants = [variant('identity', content)];
  if (COMPRESSIBLE.test(type)) {
    variants.push(variant('gzip', gzipSync(content, { level: 9 })), variant('br', brotli(content)));
  }
  variants.sort((a, b) => a.body.length - b.body.length);
  const cacheControl = isHashed(path) ? `public, max-age=${YEAR_S}, immutable` : 'no-cache';
  const headers: Reply['headers'] = [
    ['Content-Type', type],
    ['Cache-Control', cacheControl],
    ['Vary', 'Accept-Encoding'],
    ...headersOf(path, type),
  ];
  return { headers, variants };
}

const brotli = (content: Buffer): Buffer =>
  brotliCompressSync(content, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
    },
  });

/** The smallest that is accepted; as it is, where nothing is: better than no answer. */
function choose({ variants }: StaticFile, acceptEncoding: string): Variant {
  const accepted = acceptedEncodings(acceptEncoding);
  const fit =
    variants.find(({ encoding }) => accepted.has(encoding)) ??
    variants.find(({ encoding }) => encoding === 'identity');
  if (fit === undefined) throw new TypeError('every file has an identity variant');
  return fit;
}
