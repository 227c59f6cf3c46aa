import { describe, expect, it } from 'vitest';
import { ConfigError, resolveConfig } from '../src/config.js';

describe.each(['allowedOrigins', 'embedOrigins'] as const)('%s', (setting) => {
  it.each([
    ['https://app.example', 'https://app.example'],
    ['https://App.Example', 'https://app.example'],
    ['https://app.example/', 'https://app.example'],
    ['https://app.example:443', 'https://app.example'],
    ['http://app.example:80', 'http://app.example'],
    ['http://app.example:8080', 'http://app.example:8080'],
    ['http://[::1]:5173', 'http://[::1]:5173'],
    ['http://127.0.0.1:5173', 'http://127.0.0.1:5173'],
    ['https://my_app-1.example.', 'https://my_app-1.example.'],
    ['https://bücher.example', 'https://xn--bcher-kva.example'],
  ])('takes %s as %s', (given, taken) => {
    expect(resolveConfig({ [setting]: [given] })[setting]).toEqual([taken]);
  });

  it.each([
    '',
    'null',
    "'self'",
    'app.example',
    '//app.example',
    'https://',
    'https:',
    'https://app.example/path',
    'https://app.example?x',
    'https://app.example#x',
    'https://user@app.example',
    'https://user:word@app.example',
    'https://:word@app.example',
    'ws://app.example',
    'file:///app',
    'https://*.app.example',
    'https://app.example:*',
    'https://app.example, https://other.example',
    'https://app.example https://other.example',
    // A URL takes these for names of hosts; in a policy they would be more than that.
    'https://app.example;sandbox',
    'https://app.example%3Bsandbox',
    'https://app.example\u{37e}sandbox',
    'https://app.example,other.example',
    'https://app.example\u{ff0c}other.example',
    'https://\u{ff0a}.app.example',
  ])('takes no %j', (origin) => {
    const origins = ['https://fine.example', origin];
    expect(() => resolveConfig({ [setting]: origins })).toThrow(
      expect.objectContaining({ name: 'ConfigError', setting }),
    );
  });
});

describe('every origin', () => {
  it('may be allowed to use the relay', () => {
    expect(resolveConfig({ allowedOrigins: ['*'] }).allowedOrigins).toEqual(['*']);
  });

  it('may not be one whose pages show the chat: a frame is for sites that the operator knows', () => {
    expect(() => resolveConfig({ embedOrigins: ['*'] })).toThrow(
      new ConfigError('embedOrigins', 'must hold http(s) origins without a path'),
    );
  });
});
