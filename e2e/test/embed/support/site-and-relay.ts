import { extname } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { WebServer } from '../../web/support/web-server.js';
import { HostSite } from './host-site.js';

const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript' };

/** A site, and a relay that lets the pages of that site show its chat. */
export class SiteAndRelay {
  #site: HostSite | undefined;
  #relay: WebServer | undefined;

  /** Settings of the relay besides, or in the place of, the one that lets the site show the chat. */
  async start(settings: Readonly<Record<string, string>> = {}): Promise<void> {
    this.#site = await HostSite.open();
    this.#relay = new WebServer({ EMBED_ORIGIN: this.#site.origin, ...settings });
    await this.#relay.start();
  }

  async end(): Promise<void> {
    await this.#relay?.kill();
    await this.#site?.close();
  }

  get site(): HostSite {
    if (this.#site === undefined) throw new Error('the site is there once the tests run');
    return this.#site;
  }

  /** The origin of the relay. */
  get relay(): string {
    return this.#relay?.origin ?? '';
  }

  /** Puts files by their paths on the site; every answer has these headers. */
  put(files: Readonly<Record<string, string>>, headers: Readonly<Record<string, string>> = {}): void {
    const all: Readonly<Record<string, string>> = { '/favicon.ico': '', ...files };
    this.site.answer = ({ url = '/' }, response) => {
      const path = url === '/' ? '/index.html' : url;
      const file = all[path];
      const type = { 'Content-Type': TYPES[extname(path)] ?? 'text/plain' };
      if (file === undefined) response.writeHead(404).end();
      else response.writeHead(200, { ...headers, ...type }).end(file);
    };
  }
}

/** A site with a relay for all tests of a block. */
export function aSiteAndRelay(settings: Readonly<Record<string, string>> = {}): SiteAndRelay {
  const both = new SiteAndRelay();
  beforeAll(() => both.start(settings));
  afterAll(() => both.end());
  return both;
}
