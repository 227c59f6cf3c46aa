import { brotliDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConfigError } from '../../src/config.js';
import { StaticFiles, type StaticOptions } from '../../src/http/static.js';
import { headOf, textOf, valueOf, valuesOf } from '../support/head.js';
import { makeSite, NOTE, PAGE, PICTURE, SCRIPT } from '../support/static-folder.js';

const GUIDE = '<!doctype html><title>guide</title>';

let site: ReturnType<typeof makeSite>;
let docs: ReturnType<typeof makeSite>;
let files: StaticFiles;

const filesOf = (options: StaticOptions = {}) =>
  new StaticFiles({ staticDir: site.folder, staticFolders: { '/manual/': docs.folder }, ...options });
const get = (path: string, headers = {}) => files.answer(headOf('GET', path, headers));

beforeAll(() => {
  site = makeSite({ 'manual/own.txt': NOTE });
  docs = makeSite({ 'guides/index.html': GUIDE, 'guides/sdk.html': GUIDE, 'noindex.html': GUIDE });
  files = filesOf();
});

afterAll(() => {
  site.remove();
  docs.remove();
});

describe('a folder below a path', () => {
  it.each([
    ['/manual/', PAGE],
    ['/manual/index.html', PAGE],
    ['/manual/guides/', GUIDE],
    ['/manual/guides/sdk.html', GUIDE],
    ['/manual/note.txt', NOTE],
    ['/manual/app.js', SCRIPT],
  ])('has %s', (path, content) => {
    const reply = get(path);
    expect([reply.status, textOf(reply)]).toEqual([200, content]);
    expect(files.answer(headOf('HEAD', path))).toEqual(reply);
  });

  it('has files of every kind, byte for byte', () => {
    expect(Buffer.from(get('/manual/picture.png').body!).equals(PICTURE)).toBe(true);
  });

  it.each([
    ['/manual', 'manual/', '/manual/'],
    ['/manual/guides', 'guides/', '/manual/guides/'],
  ])('is reached from %s as well', (path, location, target) => {
    const reply = get(path);
    expect([reply.status, valueOf(reply, 'Location'), reply.body?.length]).toEqual([308, location, 0]);
    expect(new URL(location, `http://a.example${path}`).pathname).toBe(target);
    expect(valueOf(reply, 'Cache-Control')).toBe('no-cache');
    expect(valueOf(reply, 'X-Content-Type-Options')).toBe('nosniff');
    expect(files.answer(headOf('HEAD', path)).status).toBe(308);
  });

  it.each([
    '/manual/nothing.html',
    '/manual/guides/nothing',
    '/manual/assets',
    '/manual/assets/',
    '/manual//',
    '/manual/index.html/',
    '/Manual/',
    '/manua',
    '/manual/../index.html',
    '/manual/%2e%2e/note.txt',
    '/noindex.html',
  ])('has nothing at %s', (path) => {
    const reply = get(path);
    expect(reply.status).toBe(404);
    expect(JSON.parse(textOf(reply))).toMatchObject({ error: { code: 'not_found' } });
  });

  it.each(['/manual', '/manual/', '/manual/note.txt'])('takes no POST at %s', (path) => {
    const reply = files.answer(headOf('POST', path));
    expect([reply.status, valueOf(reply, 'Allow')]).toEqual([405, 'GET, HEAD']);
  });

  it.each([
    ['/manual/', '/'],
    ['/manual/guides/sdk.html', '/'],
    ['/manual/app.js', '/app.js'],
    ['/manual/picture.png', '/picture.png'],
  ])('is served at %s with the headers of %s', (path, same) => {
    const told = (of: string) => get(of).headers.filter(([name]) => name !== 'ETag');
    expect(told(path)).toEqual(told(same));
  });

  it('is compressed, and not sent again where it is known', () => {
    const reply = get('/manual/app.js', { 'accept-encoding': 'gzip, br' });
    expect(valueOf(reply, 'Content-Encoding')).toBe('br');
    expect(brotliDecompressSync(reply.body!).toString()).toBe(SCRIPT);
    const known = get('/manual/app.js', {
      'accept-encoding': 'br',
      'if-none-match': valueOf(reply, 'ETag')!,
    });
    expect(known.status).toBe(304);
  });

  it('leaves all other paths as they are', () => {
    for (const path of [
      '/',
      '/r/x',
      '/r/manual/',
      '/index.html',
      '/app.js',
      '/embed',
      '/guides/',
      '/docs/',
    ]) {
      const without = filesOf({ staticFolders: {} }).answer(headOf('GET', path));
      expect(get(path)).toEqual(without);
    }
    expect(get('/docs').status).toBe(404);
  });

  it('lets what lies there already be, unless it has a file of that name', () => {
    expect(textOf(get('/manual/own.txt'))).toBe(NOTE);
    expect(
      textOf(
        filesOf({ staticFiles: { '/manual/note.txt': 'text' } }).answer(headOf('GET', '/manual/note.txt')),
      ),
    ).toBe('text');
  });

  it('is served without any other folder', () => {
    const alone = filesOf({ staticDir: undefined });
    expect(alone.answer(headOf('GET', '/manual/')).status).toBe(200);
    expect(alone.answer(headOf('GET', '/')).status).toBe(404);
  });

  it('never gives away a script or a page for other origins', () => {
    const embedding = filesOf({
      staticFolders: { '/manual/': docs.folder },
      embedOrigins: ['https://a.example'],
    });
    const page = embedding.answer(headOf('GET', '/manual/'));
    expect(valueOf(page, 'Content-Security-Policy')).toContain("frame-ancestors 'none'");
    expect(valuesOf(page, 'Access-Control-Allow-Origin')).toEqual([]);
  });

  it('that cannot be read is told by the name of the setting', () => {
    const missing = () => filesOf({ staticFolders: { '/manual/': '/does/not/exist' } });
    expect(missing).toThrow(ConfigError);
    expect(missing).toThrow(
      'staticFolders must be a folder that can be read, with all that is in it (ENOENT)',
    );
  });
});
