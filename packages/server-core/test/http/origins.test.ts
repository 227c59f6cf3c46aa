import { describe, expect, it } from 'vitest';
import { Origins } from '../../src/http/origins.js';

const HOST = 'relay.example';

const allows = (origin: string | undefined, host: string | undefined, allowed: string[] = []): boolean =>
  new Origins(allowed).allows(origin, host);

describe('the host itself', () => {
  it.each([
    ['https://relay.example', HOST],
    ['http://relay.example', HOST],
    // Letter case.
    ['https://RELAY.example', HOST],
    ['HTTPS://relay.example', 'Relay.Example'],
    // Default ports, on either side.
    ['https://relay.example', 'relay.example:443'],
    ['https://relay.example:443', HOST],
    ['https://relay.example:443', 'relay.example:443'],
    ['http://relay.example', 'relay.example:80'],
    ['http://relay.example:80', HOST],
    // Other ports, on both.
    ['http://relay.example:3000', 'relay.example:3000'],
    ['https://relay.example:80', 'relay.example:80'],
    // Addresses.
    ['http://127.0.0.1:3000', '127.0.0.1:3000'],
    ['http://[::1]:3000', '[::1]:3000'],
    ['http://[0:0:0:0:0:0:0:1]:3000', '[::1]:3000'],
    ['http://localhost:5173', 'localhost:5173'],
    ['https://xn--bcher-kva.example', 'xn--bcher-kva.example'],
  ])('is allowed: %s at %s', (origin, host) => {
    expect(allows(origin, host)).toBe(true);
  });
});

describe('another origin', () => {
  it.each([
    ['https://other.example', HOST],
    ['https://relay.example.evil.example', HOST],
    ['https://evil-relay.example', HOST],
    ['https://sub.relay.example', HOST],
    ['https://relay.example', 'sub.relay.example'],
    ['https://relay.example:8443', HOST],
    ['https://relay.example', 'relay.example:8443'],
    // The other scheme's default port is not this one's.
    ['https://relay.example', 'relay.example:80'],
    ['http://relay.example', 'relay.example:443'],
    ['https://relay.example:80', HOST],
    ['https://relay.example.', HOST],
    ['http://localhost:3000', '127.0.0.1:3000'],
    ['http://127.0.0.1:3000', '127.0.0.1:3001'],
    ['null', HOST],
    ['null', 'null'],
  ])('is not: %s at %s', (origin, host) => {
    expect(allows(origin, host)).toBe(false);
  });

  it.each([
    '',
    ' ',
    'relay.example',
    '//relay.example',
    'https:',
    'https://',
    'https:///relay.example',
    'https://relay.example/',
    'https://relay.example/path',
    'https://relay.example?x',
    'https://relay.example#x',
    'https://user@relay.example',
    'https://evil.example\\@relay.example',
    'https:\\\\relay.example',
    'https://relay.example https://evil.example',
    'https://evil.example, https://relay.example',
    'https://relay.example\t',
    'https://relay.example:99999',
    'https://relay.example:-1',
    'https://relay.exa mple',
    'wss://relay.example',
    'file://relay.example',
    'chrome-extension://relay.example',
    'javascript:relay.example',
    'data:relay.example',
    'NULL',
    '*',
  ])('is not, malformed as it is: %j', (origin) => {
    expect(allows(origin, HOST)).toBe(false);
  });

  it.each([
    undefined,
    '',
    ' ',
    'relay.example/x',
    'x@relay.example',
    'relay.example?',
    'a b',
    'relay.example:x',
    '[',
  ])('is not where the Host header is %j', (host) => {
    expect(allows('https://relay.example', host)).toBe(false);
  });
});

describe('the allow-list', () => {
  it.each([
    ['https://app.example', true],
    ['https://APP.example', true],
    ['https://app.example:443', true],
    ['http://app.example', false],
    ['https://app.example:8443', false],
    ['https://other.example', false],
    ['https://app.example/', false],
    ['https://app.example.evil.example', false],
    ['null', false],
  ])('with https://app.example says of %s: %s', (origin, isAllowed) => {
    expect(allows(origin, HOST, ['https://app.example'])).toBe(isAllowed);
    expect(allows(origin, undefined, ['https://app.example'])).toBe(isAllowed);
  });

  it('does not take the relay itself out', () => {
    expect(allows('https://relay.example', HOST, ['https://app.example'])).toBe(true);
  });

  it.each(['https://any.example', 'http://localhost:1', 'null', 'file://', 'nonsense', ''])(
    'with * allows %j, with any host or none',
    (origin) => {
      expect(allows(origin, HOST, ['*'])).toBe(true);
      expect(allows(origin, undefined, ['https://app.example', '*'])).toBe(true);
    },
  );
});

describe('a request without an Origin header', () => {
  it('is allowed: no page of another site can make a browser send it', () => {
    expect(allows(undefined, HOST)).toBe(true);
    expect(allows(undefined, undefined)).toBe(true);
    expect(allows(undefined, HOST, ['https://app.example'])).toBe(true);
  });
});
