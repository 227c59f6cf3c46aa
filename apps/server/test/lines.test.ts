import { describe, expect, it } from 'vitest';
import { crashLine } from '../src/crash.js';
import { listenFault } from '../src/listen.js';
import { logLine } from '../src/log.js';
import { urlOf } from '../src/serve.js';

describe('a line of the log', () => {
  it('is one line of JSON with time, level and event first', () => {
    const line = logLine('info', 'listening', { host: 'a\nb', port: 1, whyNotUws: undefined });
    expect(line).toMatch(
      /^\{"time":"\d{4}-\d\d-\d\dT[\d:.]+Z","level":"info","event":"listening",[^\n]*\}\n$/,
    );
    expect(JSON.parse(line)).toEqual({
      time: expect.any(String),
      level: 'info',
      event: 'listening',
      host: 'a\nb',
      port: 1,
    });
  });
});

describe('the line of a crash', () => {
  it.each([
    [
      'an error with a code',
      Object.assign(new TypeError('secret'), { code: 'ERR_X' }),
      { name: 'TypeError', code: 'ERR_X' },
    ],
    ['a plain error', new Error('secret'), { name: 'Error' }],
    [
      'an error with a name that talks',
      Object.assign(new Error('x'), { name: 'a secret' }),
      { name: 'object' },
    ],
    [
      'an error with a code that talks',
      Object.assign(new Error('x'), { code: 'a secret' }),
      { name: 'Error' },
    ],
    ['an error with a number for a code', Object.assign(new Error('x'), { code: 7 }), { name: 'Error' }],
    ['a text', 'secret', { name: 'string' }],
    ['nothing', undefined, { name: 'undefined' }],
  ])('tells of %s the name and code alone', (_what, error, told) => {
    expect(JSON.parse(crashLine('uncaughtException', error))).toEqual({
      time: expect.any(String),
      level: 'error',
      event: 'uncaughtException',
      ...told,
    });
  });
});

describe('why a relay cannot listen', () => {
  it.each([
    ['EADDRINUSE', 'the port is taken'],
    ['EACCES', 'this user may not use the port'],
    ['EADDRNOTAVAIL', 'this machine has no such address'],
    ['ENOTFOUND', 'the host is unknown'],
    ['EAI_AGAIN', 'the host could not be looked up'],
    ['EMFILE', 'EMFILE'],
    [undefined, 'it was refused'],
  ])('%s is told in words', (code, words) => {
    const fault = listenFault({ host: 'relay.example', port: 80 }, code);
    expect(fault).toBe(`cannot listen on host relay.example, port 80: ${words}`);
  });
});

describe('the URL on a terminal', () => {
  it.each([
    ['0.0.0.0', 'http://localhost:3000'],
    ['::', 'http://localhost:3000'],
    ['127.0.0.1', 'http://127.0.0.1:3000'],
    ['::1', 'http://[::1]:3000'],
    ['relay.example', 'http://relay.example:3000'],
  ])('for host %s is %s', (host, url) => {
    expect(urlOf({ host, port: 3000 })).toBe(url);
  });
});
