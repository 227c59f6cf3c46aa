import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const BUILD = new URL('../build/', import.meta.url);
const html = readFileSync(new URL('index.html', BUILD), 'utf8');
const addresses = [...html.matchAll(/(?:href|src)="([^"]*)"/g)].map(([, address]) => address!);

describe('the page that is built', () => {
  it('holds no inline script and no inline style', () => {
    expect(html).not.toMatch(/<script(?![^>]*\bsrc=)/);
    expect(html).not.toMatch(/<style|\sstyle=|\son[a-z]+=/);
  });

  it('names files of its own origin alone, and all are there', () => {
    expect(addresses.length).toBeGreaterThan(5);
    for (const address of addresses) {
      expect(address).toMatch(/^\/[\w./-]+$/);
      expect(existsSync(new URL(address.slice(1), BUILD)), address).toBe(true);
    }
  });

  it('asks at once for everything that its first screen needs', () => {
    const named = addresses.filter((address) => address.endsWith('.js')).map((address) => address.slice(1));
    for (const path of named) {
      const script = readFileSync(new URL(path, BUILD), 'utf8');
      const folder = new URL(path, BUILD);
      for (const [, imported] of script.matchAll(/(?:from|import)\s*["'](\.[^"']+)["']/g)) {
        const { pathname } = new URL(imported!, folder);
        expect(named, `${imported!} of ${path}`).toContain(pathname.slice(BUILD.pathname.length));
      }
    }
  });
});
