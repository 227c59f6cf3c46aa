import type { Reply, RequestHead } from '../socket.js';
import { embedPageHeaders, pageHeaders, type PageOptions } from './page-headers.js';
import { errorReply, SECURITY_HEADERS, SHARED_HEADERS } from './reply.js';
import {
  answerWith,
  BROTLI_QUALITY,
  staticFile,
  type FileContent,
  type HeadersOf,
  type StaticFile,
} from './static-file.js';
import { readFolder } from './static-folder.js';

/** The one page that may be shown in a frame, served at this path and by no other name. */
const EMBED_PATH = '/embed';
const EMBED_PAGE = '/embed.html';
/** The script by which pages of other origins show it. */
const EMBED_SCRIPT = '/embed.js';

/** What is served: a folder, others below paths, texts by path that win over them, and what browsers are told of pages. */
export interface StaticOptions extends PageOptions {
  readonly staticDir?: string | undefined;
  readonly staticFolders?: Readonly<Record<string, string>>;
  readonly staticFiles?: Readonly<Record<string, string>>;
}

/** Folders of files, read, compressed and hashed once at the start; nothing is read from disk after that. */
export class StaticFiles {
  readonly #files = new Map<string, StaticFile>();
  /** Where a path that ends in a slash is the page `index.html` below it. */
  readonly #indexes = new Set<string>();
  readonly #headersOf: HeadersOf;

  constructor({ staticDir, staticFolders = {}, staticFiles = {}, ...pages }: StaticOptions) {
    this.#headersOf = headersByFile(pages);
    if (staticDir !== undefined) {
      readFolder('staticDir', staticDir, (name, file) => this.#add(`/${name}`, file));
    }
    for (const [path, folder] of Object.entries(staticFolders)) {
      readFolder('staticFolders', folder, (name, file) => this.#addBelow(path, name, file));
    }
    for (const [path, text] of Object.entries(staticFiles)) this.#add(path, { content: Buffer.from(text) });
  }

  /**
   * Answers GET and HEAD; `/` and `/r/<anything>` are the page that finds its own way, `/embed` the one for frames. Below the
   * paths of `staticFolders` a folder is its `index.html`, and without its last slash leads there.
   */
  answer(request: RequestHead): Reply {
    const { path, method } = request;
    const file = this.#files.get(this.#indexes.has(path) ? `${path}index.html` : fileAt(path));
    const isFolder = this.#indexes.has(`${path}/`);
    if (file === undefined && !isFolder) return errorReply('not_found');
    if (method !== 'GET' && method !== 'HEAD') {
      return errorReply('method_not_allowed', [['Allow', 'GET, HEAD']]);
    }
    return file === undefined ? redirectToFolder(path) : answerWith(file, request);
  }

  #add(path: string, file: FileContent, quality?: number): void {
    this.#files.set(path, staticFile(path, file, this.#headersOf, quality));
  }

  #addBelow(path: string, name: string, file: FileContent): void {
    this.#add(path + name, file, BROTLI_QUALITY.quick);
    if (/(^|\/)index\.html$/.test(name)) this.#indexes.add(path + name.slice(0, -'index.html'.length));
  }
}

/** By the last part of the path, so that it is right below whatever path a reverse proxy serves the relay. */
const redirectToFolder = (path: string): Reply => ({
  status: 308,
  headers: [
    ['Location', `${path.slice(path.lastIndexOf('/') + 1)}/`],
    ['Cache-Control', 'no-cache'],
    ...SECURITY_HEADERS,
  ],
  body: new Uint8Array(),
});

/** The name of the file that is served at a path; empty for one that is served elsewhere alone. */
function fileAt(path: string): string {
  if (path === '/' || path.startsWith('/r/')) return '/index.html';
  if (path === EMBED_PATH) return EMBED_PAGE;
  return path === EMBED_PAGE ? '' : path;
}

function headersByFile(pages: PageOptions): HeadersOf {
  const ofPage = [...SECURITY_HEADERS, ...pageHeaders(pages)];
  const ofEmbedPage = [...SECURITY_HEADERS, ...embedPageHeaders(pages)];
  return (path, type) => {
    if (path === EMBED_SCRIPT) return SHARED_HEADERS;
    if (path === EMBED_PAGE) return ofEmbedPage;
    return type.startsWith('text/html') ? ofPage : SECURITY_HEADERS;
  };
}
