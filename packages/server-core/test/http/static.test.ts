import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConfigError } from '../../src/config.js';
import { StaticFiles } from '../../src/http/static.js';
import { headOf, textOf, valueOf } from '../support/head.js';
import { makeSite, NOTE, PAGE, PICTURE, SCRIPT, SECRET } from '../support/static-folder.js';

let site: ReturnType<typeof makeSite>;
let files: StaticFiles;

beforeAll(() => {
  site = makeSite();
  files = new StaticFiles({ staticDir: site.folder });
});

afterAll(() => {
  site.remove();
});

const get = (path: string) => files.answer(headOf('GET', path));

describe('a file', () => {
  it.each([
    ['/app.js', 'text/javascript; charset=utf-8', SCRIPT],
    ['/note.txt', 'text/plain; charset=utf-8', NOTE],
    ['/assets/style.4f2a81b0c9.css', 'text/css; charset=utf-8', 'a{}'],
    ['/index.html', 'text/html; charset=utf-8', PAGE],
    ['/docs/page.HTML', 'text/html; charset=utf-8', PAGE],
  ])('at %s is %s', (path, type, content) => {
    const reply = get(path);
    expect(reply.status).toBe(200);
    expect(valueOf(reply, 'Content-Type')).toBe(type);
    expect(textOf(reply)).toBe(content);
  });

  it.each([
    ['/picture.png', 'image/png'],
    ['/blob.xyz', 'application/octet-stream'],
  ])('at %s is %s, byte for byte', (path, type) => {
    const reply = get(path);
    expect(valueOf(reply, 'Content-Type')).toBe(type);
    expect(Buffer.from(reply.body!).equals(PICTURE)).toBe(true);
  });

  it('cannot be guessed at, embedded or told of', () => {
    for (const path of ['/app.js', '/picture.png', '/']) {
      const reply = get(path);
      expect(valueOf(reply, 'X-Content-Type-Options')).toBe('nosniff');
      expect(valueOf(reply, 'Referrer-Policy')).toBe('no-referrer');
      expect(valueOf(reply, 'Cross-Origin-Resource-Policy')).toBe('same-origin');
    }
  });

  it('is answered to HEAD as to GET: the engine leaves the body out', () => {
    expect(files.answer(headOf('HEAD', '/app.js'))).toEqual(get('/app.js'));
  });

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'])('does not take %s', (method) => {
    const reply = files.answer(headOf(method, '/app.js'));
    expect([reply.status, valueOf(reply, 'Allow')]).toEqual([405, 'GET, HEAD']);
    expect(JSON.parse(textOf(reply))).toMatchObject({ error: { code: 'method_not_allowed' } });
  });

  it('is what it was when the relay started', () => {
    const own = makeSite();
    const early = new StaticFiles({ staticDir: own.folder });
    own.remove();
    expect(textOf(early.answer(headOf('GET', '/app.js')))).toBe(SCRIPT);
  });
});

describe('the page', () => {
  it.each(['/', '/r/x', '/r/', '/r/AAAAAAAAAAAAAAAAAAAAAA', '/r/a/b/c', '/r/../secret.txt', '/r/app.js'])(
    'answers %s',
    (path) => {
      const reply = get(path);
      expect(reply.status).toBe(200);
      expect(textOf(reply)).toBe(PAGE);
      expect(valueOf(reply, 'Cache-Control')).toBe('no-cache');
    },
  );

  it('may load from its own origin alone, and run no inline script', () => {
    for (const path of ['/', '/r/x', '/index.html', '/docs/page.HTML']) {
      const policy = valueOf(get(path), 'Content-Security-Policy')!.split('; ');
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval'");
      expect(policy).toContain("connect-src 'self'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy.join()).not.toMatch(/'unsafe-|\*|https?:|data:/);
      expect(valueOf(get(path), 'Cross-Origin-Opener-Policy')).toBe('same-origin');
    }
  });

  it('requires Trusted Types where its policies are named', () => {
    const policyOf = (trustedTypes: readonly string[]) => {
      const strict = new StaticFiles({ staticDir: site.folder, trustedTypes });
      return valueOf(strict.answer(headOf('GET', '/')), 'Content-Security-Policy')!.split('; ');
    };
    expect(policyOf(['one', 'two#2'])).toEqual(
      expect.arrayContaining(["require-trusted-types-for 'script'", 'trusted-types one two#2']),
    );
    expect(policyOf([])).toContain("trusted-types 'none'");
    expect(valueOf(get('/'), 'Content-Security-Policy')).not.toContain('trusted-types');
  });

  it('may ask for nothing but to hand over a link', () => {
    const granted = valueOf(get('/'), 'Permissions-Policy')!
      .split(', ')
      .filter((feature) => !feature.endsWith('=()'));
    expect(granted).toEqual(['clipboard-write=(self)']);
  });

  it('alone has such a policy', () => {
    expect(valueOf(get('/app.js'), 'Content-Security-Policy')).toBeUndefined();
  });
});

describe('a text that is served beside the folder', () => {
  it('is a file as the others are, and wins over one of the same name', () => {
    const staticFiles = { '/site.json': '{"name":"x"}', '/note.txt': 'another note' };
    const both = new StaticFiles({ staticDir: site.folder, staticFiles });
    const reply = both.answer(headOf('GET', '/site.json'));
    expect(textOf(reply)).toBe('{"name":"x"}');
    expect(valueOf(reply, 'Content-Type')).toBe('application/json');
    expect(valueOf(reply, 'X-Content-Type-Options')).toBe('nosniff');
    expect(textOf(both.answer(headOf('GET', '/note.txt')))).toBe('another note');
    expect(textOf(both.answer(headOf('GET', '/app.js')))).toBe(SCRIPT);
  });
});

describe('a path that is none of the files', () => {
  it.each([
    '',
    '/r',
    '/nothing',
    '/app.js/',
    '/app',
    '/assets',
    '/assets/',
    'app.js',
    '//app.js',
    '/./app.js',
    '/APP.JS',
    '/app.js%20',
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/assets/../../secret.txt',
    '/..\\secret.txt',
    '/../site2/index.html',
    '/link.txt',
    '/secret.txt',
    '/etc/passwd',
    '//etc/passwd',
    '/app.js\0.html',
    '/__proto__',
    '/constructor',
    'http://relay.example/app.js',
  ])('%j is not found, and leads nowhere else', (path) => {
    const reply = get(path);
    expect(reply.status).toBe(404);
    expect(JSON.parse(textOf(reply))).toMatchObject({ error: { code: 'not_found' } });
    expect(textOf(reply)).not.toContain(SECRET);
  });

  it('is not found by any method', () => {
    expect(files.answer(headOf('POST', '/nothing')).status).toBe(404);
  });
});

describe('no folder', () => {
  it('means no files and no page', () => {
    const none = new StaticFiles({});
    for (const path of ['/', '/r/x', '/index.html'])
      expect(none.answer(headOf('GET', path)).status).toBe(404);
  });

  it('where one was promised is a setting that cannot be', () => {
    for (const folder of ['/no/such/folder', `${site.folder}/app.js`]) {
      expect(() => new StaticFiles({ staticDir: folder })).toThrow(ConfigError);
      expect(() => new StaticFiles({ staticDir: folder })).toThrow(
        expect.objectContaining({ setting: 'staticDir' }),
      );
    }
  });
});
