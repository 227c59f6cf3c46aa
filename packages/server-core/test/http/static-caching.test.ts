import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { StaticFiles } from '../../src/http/static.js';
import type { Reply } from '../../src/socket.js';
import { headOf, valueOf } from '../support/head.js';
import { makeSite, NOTE, PICTURE, SCRIPT } from '../support/static-folder.js';

let site: ReturnType<typeof makeSite>;
let files: StaticFiles;

beforeAll(() => {
  site = makeSite();
  files = new StaticFiles({ staticDir: site.folder });
});

afterAll(() => {
  site.remove();
});

const accepting = (path: string, acceptEncoding?: string | string[]): Reply =>
  files.answer(
    headOf('GET', path, acceptEncoding === undefined ? {} : { 'accept-encoding': acceptEncoding }),
  );

const decoded = (reply: Reply): string => {
  const body = Buffer.from(reply.body!);
  const encoding = valueOf(reply, 'Content-Encoding');
  if (encoding === 'br') return brotliDecompressSync(body).toString();
  return (encoding === 'gzip' ? gunzipSync(body) : body).toString();
};

describe('the encoding of a file', () => {
  it.each<[string | string[] | undefined, string | undefined]>([
    [undefined, undefined],
    ['', undefined],
    ['identity', undefined],
    ['deflate', undefined],
    ['gzip', 'gzip'],
    ['br', 'br'],
    ['gzip, deflate, br', 'br'],
    ['br;q=0.1, gzip;q=1', 'br'],
    ['GZIP', 'gzip'],
    [['gzip', 'br'], 'br'],
    [' gzip ;q=0.5', 'gzip'],
    ['*', 'br'],
    ['gzip, *;q=0', 'gzip'],
    ['br;q=0', undefined],
    ['br;q=0, gzip', 'gzip'],
    ['br; q=0.000 , gzip', 'gzip'],
    ['br;q=0.001', 'br'],
    ['gzip;q=0, br;q=0', undefined],
    ['*;q=0', undefined],
    ['xbr, gzipped', undefined],
    // RFC 9110 §12.5.3: * stands for what is not named.
    ['br;q=0, *', 'gzip'],
    ['br;q=0, gzip;q=0, *;q=1', undefined],
    // §12.4.2: the letter of a weight in either case.
    ['br;Q=0, gzip', 'gzip'],
  ])('for Accept-Encoding %j is %s', (acceptEncoding, encoding) => {
    const reply = accepting('/app.js', acceptEncoding);
    expect(reply.status).toBe(200);
    expect(valueOf(reply, 'Content-Encoding')).toBe(encoding);
    expect(decoded(reply)).toBe(SCRIPT);
    expect(valueOf(reply, 'Vary')).toBe('Accept-Encoding');
  });

  it('makes it shorter', () => {
    const [plain, gzip, br] = ['', 'gzip', 'br'].map(
      (encoding) => accepting('/app.js', encoding).body!.length,
    );
    expect(gzip!).toBeLessThan(plain! / 5);
    expect(br!).toBeLessThan(gzip!);
  });

  it('is none where it would make it longer', () => {
    const reply = accepting('/note.txt', 'gzip, br');
    expect(valueOf(reply, 'Content-Encoding')).toBeUndefined();
    expect(decoded(reply)).toBe(NOTE);
  });

  it('makes even that longer for who takes no other', () => {
    const reply = accepting('/note.txt', 'gzip, identity;q=0');
    expect(valueOf(reply, 'Content-Encoding')).toBe('gzip');
    expect(decoded(reply)).toBe(NOTE);
  });

  it('is none for what is compressed already', () => {
    const reply = accepting('/picture.png', 'gzip, br');
    expect(valueOf(reply, 'Content-Encoding')).toBeUndefined();
    expect(Buffer.from(reply.body!).equals(PICTURE)).toBe(true);
  });
});

describe('a file that the client has already', () => {
  const known = (path: string, ifNoneMatch: string | string[], method = 'GET'): Reply =>
    files.answer(headOf(method, path, { 'accept-encoding': 'gzip', 'if-none-match': ifNoneMatch }));
  const tagOf = (path: string): string => valueOf(accepting(path, 'gzip'), 'ETag')!;

  it('has a tag in quotes, another for each content and each encoding', () => {
    const tags = ['', 'gzip', 'br'].map((encoding) => valueOf(accepting('/app.js', encoding), 'ETag')!);
    tags.push(tagOf('/picture.png'), tagOf('/'));
    expect(new Set(tags).size).toBe(5);
    for (const tag of tags) expect(tag).toMatch(/^"[\x21\x23-\x7e]+"$/);
    expect(tagOf('/_app/immutable/start.js')).toBe(tagOf('/app.js'));
  });

  it.each<[string, (tag: string) => string | string[]]>([
    ['its tag', (tag) => tag],
    ['its tag as a weak one', (tag) => `W/${tag}`],
    ['its tag among others', (tag) => `"other", W/"another",${tag} , "more"`],
    ['its tag in a second header', (tag) => ['"other"', tag]],
    ['*', () => '*'],
  ])('is not sent again for %s', (_what, ifNoneMatch) => {
    for (const method of ['GET', 'HEAD']) {
      const reply = known('/app.js', ifNoneMatch(tagOf('/app.js')), method);
      expect([reply.status, reply.body]).toEqual([304, undefined]);
      expect(valueOf(reply, 'ETag')).toBe(tagOf('/app.js'));
      expect(valueOf(reply, 'Vary')).toBe('Accept-Encoding');
      expect(valueOf(reply, 'Cache-Control')).toBe('no-cache');
      expect(valueOf(reply, 'Content-Encoding')).toBeUndefined();
    }
  });

  it.each<[string, (tag: string) => string]>([
    ['nothing', () => ''],
    ['another tag', () => '"other"'],
    ['its tag without quotes', (tag) => tag.replaceAll('"', '')],
    ['its tag in another case', (tag) => tag.toUpperCase()],
    ['half of its tag', (tag) => `${tag.slice(0, 10)}"`],
    ['the tag of its other encoding', () => valueOf(accepting('/app.js', 'br'), 'ETag')!],
  ])('is sent for %s', (_what, ifNoneMatch) => {
    expect(known('/app.js', ifNoneMatch(tagOf('/app.js'))).status).toBe(200);
  });

  it('is not found all the same where there is none', () => {
    expect(known('/nothing', '*').status).toBe(404);
  });
});

describe('how long a file may be kept', () => {
  it.each(['/assets/app-BXk3d9aQ.js', '/assets/style.4f2a81b0c9.css', '/_app/immutable/start.js'])(
    'is for ever with a name that changes with its content: %s',
    (path) => {
      expect(valueOf(accepting(path), 'Cache-Control')).toBe('public, max-age=31536000, immutable');
    },
  );

  it.each(['/', '/r/x', '/index.html', '/app.js', '/note.txt', '/picture.png'])(
    'is not at all without: %s',
    (path) => {
      expect(valueOf(accepting(path), 'Cache-Control')).toBe('no-cache');
    },
  );

  it.each(['/apple-touch-icon.png', '/android-chrome-192x192.png', '/terms-of-service.html'])(
    'is not at all with long words in it: %s',
    (path) => {
      expect(valueOf(accepting(path), 'Cache-Control')).toBe('no-cache');
    },
  );
});
