import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { StaticFiles, type StaticOptions } from '../../src/http/static.js';
import { headOf, textOf, valueOf, valuesOf } from '../support/head.js';
import { makeSite, PAGE, SCRIPT } from '../support/static-folder.js';

const EMBED = '<!doctype html><title>embed</title>';
const SITES = ['https://a.example', 'http://localhost:4000'];

let site: ReturnType<typeof makeSite>;

beforeAll(() => {
  site = makeSite({
    'embed.html': EMBED,
    'embed.js': SCRIPT,
    'docs/embed.html': PAGE,
    'docs/embed.js': SCRIPT,
  });
});

afterAll(() => {
  site.remove();
});

const filesOf = (options: StaticOptions = {}) => new StaticFiles({ staticDir: site.folder, ...options });
const get = (path: string, options?: StaticOptions) => filesOf(options).answer(headOf('GET', path));

const policyOf = (path: string, options?: StaticOptions) =>
  valueOf(get(path, options), 'Content-Security-Policy')!.split('; ');
const ancestorsOf = (path: string, options?: StaticOptions) =>
  policyOf(path, options).filter((directive) => directive.startsWith('frame-ancestors '));

describe('the page for frames', () => {
  it('is the file embed.html at /embed, to GET and to HEAD', () => {
    const reply = get('/embed');
    expect([reply.status, textOf(reply)]).toEqual([200, EMBED]);
    expect(valueOf(reply, 'Content-Type')).toBe('text/html; charset=utf-8');
    expect(valueOf(reply, 'Cache-Control')).toBe('no-cache');
    expect(filesOf().answer(headOf('HEAD', '/embed'))).toEqual(reply);
  });

  it.each([
    '/embed.html',
    '/embed/',
    '/Embed',
    '/embed.HTML',
    '//embed',
    '/embed/index.html',
    '/embed%2ehtml',
  ])('is not at %s', (path) => {
    const reply = get(path, { embedOrigins: SITES });
    expect(reply.status).toBe(404);
    expect(JSON.parse(textOf(reply))).toMatchObject({ error: { code: 'not_found' } });
  });

  it.each(['POST', 'OPTIONS'])('does not take %s', (method) => {
    const reply = filesOf().answer(headOf(method, '/embed'));
    expect([reply.status, valueOf(reply, 'Allow')]).toEqual([405, 'GET, HEAD']);
    expect(filesOf().answer(headOf(method, '/embed.html')).status).toBe(404);
  });

  it('may be framed by nobody unless it is said', () => {
    expect(ancestorsOf('/embed')).toEqual(["frame-ancestors 'none'"]);
    expect(ancestorsOf('/embed', { embedOrigins: [] })).toEqual(["frame-ancestors 'none'"]);
  });

  it('may be framed by pages of the origins named', () => {
    expect(ancestorsOf('/embed', { embedOrigins: SITES })).toEqual([`frame-ancestors ${SITES.join(' ')}`]);
  });

  it.each([undefined, ['one', 'two']])(
    'is for the rest under the policy of every page (%j)',
    (trustedTypes) => {
      const options = { embedOrigins: SITES, trustedTypes };
      const rest = (path: string) =>
        policyOf(path, options).filter((directive) => !directive.startsWith('frame-ancestors'));
      expect(rest('/embed')).toEqual(rest('/'));
      for (const name of [
        'Permissions-Policy',
        'Cross-Origin-Resource-Policy',
        'Referrer-Policy',
        'X-Content-Type-Options',
      ])
        expect(valueOf(get('/embed', options), name)).toBe(valueOf(get('/', options), name));
    },
  );

  it('has no opener policy, which says nothing in a frame', () => {
    expect(valuesOf(get('/embed'), 'Cross-Origin-Opener-Policy')).toEqual([]);
  });

  it('is not there where the folder has none, or there is no folder', () => {
    const without = makeSite();
    expect(get('/embed', { staticDir: without.folder, embedOrigins: SITES }).status).toBe(404);
    expect(new StaticFiles({ embedOrigins: SITES }).answer(headOf('GET', '/embed')).status).toBe(404);
    without.remove();
  });

  it('may be a text from memory', () => {
    const options = { staticFiles: { '/embed.html': 'another' }, embedOrigins: SITES };
    expect(textOf(get('/embed', options))).toBe('another');
    expect(ancestorsOf('/embed', options)).toEqual([`frame-ancestors ${SITES.join(' ')}`]);
    expect(get('/embed.html', options).status).toBe(404);
  });
});

describe('every other page', () => {
  it.each(['/', '/r/x', '/r/embed', '/r/embed.html', '/index.html', '/docs/page.HTML', '/docs/embed.html'])(
    'is framed by nobody: %s',
    (path) => {
      expect(textOf(get(path))).toBe(PAGE);
      expect(ancestorsOf(path, { embedOrigins: SITES })).toEqual(["frame-ancestors 'none'"]);
      expect(valueOf(get(path), 'Cross-Origin-Opener-Policy')).toBe('same-origin');
    },
  );
});

describe('the script for pages of other origins', () => {
  it('is one that they may load as a module, and with an integrity attribute', () => {
    const reply = get('/embed.js');
    expect([reply.status, textOf(reply)]).toEqual([200, SCRIPT]);
    expect(valueOf(reply, 'Content-Type')).toBe('text/javascript; charset=utf-8');
    expect(valueOf(reply, 'Access-Control-Allow-Origin')).toBe('*');
    expect(valueOf(reply, 'Cross-Origin-Resource-Policy')).toBe('cross-origin');
  });

  it('is for the rest a file like others', () => {
    for (const name of ['X-Content-Type-Options', 'Referrer-Policy', 'Cache-Control', 'Vary', 'ETag'])
      expect(valueOf(get('/embed.js'), name)).toBe(valueOf(get('/app.js'), name));
  });

  it('is theirs as well where the browser has it already', () => {
    const known = filesOf().answer(headOf('GET', '/embed.js', { 'if-none-match': '*' }));
    expect([known.status, valueOf(known, 'Access-Control-Allow-Origin')]).toEqual([304, '*']);
  });

  it.each(['/', '/embed', '/app.js', '/picture.png', '/docs/embed.js', '/nothing'])(
    'alone: not %s',
    (path) => {
      const reply = get(path, { embedOrigins: SITES });
      expect(valuesOf(reply, 'Access-Control-Allow-Origin')).toEqual([]);
      expect(valueOf(reply, 'Cross-Origin-Resource-Policy')).toBe('same-origin');
    },
  );
});
