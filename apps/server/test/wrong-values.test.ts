import { describe, expect, it } from 'vitest';
import { flagOf, SETTINGS } from '../src/settings.js';
import { faultOf } from './settings-of.js';

type Row = readonly [variable: string, expected: string, wrong: readonly string[]];

const NO_NUMBERS = ['abc', '1.5', '1e3', '0x10', '+5', ' 5', '5 ', '٣', 'NaN', 'Infinity'];

const whole = (variable: string, from: number, to: number): Row => [
  variable,
  `must be a whole number from ${from} to ${to}`,
  [...NO_NUMBERS, '-1', String(from - 1), String(to + 1)],
];

const TABLE: readonly Row[] = [
  whole('PORT', 0, 65_535),
  ['HOST', 'must be an IP address or a host name', ['a b', '[::1]', 'http://a', 'a:80', '::g', 'ä', 'a\n']],
  ['ENGINE', 'must be auto, uws or ws', ['UWS', 'uws,ws', 'node']],
  whole('POW_DIFFICULTY', 0, 24),
  [
    'ALLOWED_ORIGIN',
    'must hold http(s) origins without a path, or *',
    ['example.com', 'https://a.example,', '**', 'null'],
  ],
  [
    'ALLOWED_ORIGIN',
    'must hold http(s) origins without a path, or *',
    ['https://a.example/x', 'ftp://a.example', 'https://a.example?x', 'https://u@a.example'],
  ],
  [
    'EMBED_ORIGIN',
    'must hold http(s) origins without a path',
    ['*', 'example.com', 'https://a.example/x', 'https://a.example;sandbox', "'self'", 'null'],
  ],
  whole('TRUST_PROXY', 0, 16),
  whole('MAX_ROOMS', 1, 10_000_000),
  whole('MAX_CONNECTIONS', 1, 10_000_000),
  whole('MAX_CONNECTIONS_PER_ADDRESS', 0, 10_000_000),
  whole('TTL_MIN', 1, 604_800),
  whole('TTL_MAX', 60, 604_800),
  whole('TTL_DEFAULT', 60, 86_400),
  whole('CAPACITY_MIN', 1, 200),
  whole('CAPACITY_MAX', 2, 200),
  whole('CAPACITY_DEFAULT', 2, 50),
  whole('FRAME_RATE', 1, 2 ** 30),
  whole('FRAME_BURST', 1, 2 ** 30),
  whole('BYTE_RATE', 1, 2 ** 30),
  ['BYTE_BURST', 'must be a whole number from 16000 to 1073741824', ['1', '15999']],
  ['STATIC_DIR', 'must be a folder that can be read, with all that is in it (ENOENT)', ['/does/not/exist']],
  [
    'STATIC_DIR',
    'must be a folder that can be read, with all that is in it (ENOTDIR)',
    [import.meta.filename],
  ],
  ['DOCS', 'must be true or false, 1 or 0', ['yes', 'TRUE', '2', 'on', ' true']],
  [
    'SITE_NAME',
    'must be 1 to 60 characters of plain text in one line',
    ['x'.repeat(61), 'two\nlines', 'a bell \u0007'],
  ],
  [
    'SITE_NOTICE',
    'must be at most 500 characters of plain text in one line',
    ['x'.repeat(501), 'two\nlines'],
  ],
  [
    'SITE_LINKS',
    'must be at most 6 of the form Label=https://… by commas, each label up to 40 characters',
    [
      'https://chat.example',
      'Imprint=javascript:alert(1)',
      'Imprint=//chat.example',
      'Imprint=https://',
      '=https://chat.example',
      `${'x'.repeat(41)}=https://chat.example`,
      Array(7).fill('Imprint=https://chat.example').join(),
    ],
  ],
];

const CASES = TABLE.flatMap(([variable, expected, wrong]) =>
  wrong.map((text) => [variable, text, expected] as const),
);

/** A number is repeated, since it gives nothing away; nothing else is. */
const echo = (text: string): string => (/^-?[0-9]+$/.test(text) ? `, but is ${text}` : '');

describe('a wrong value', () => {
  it('is tested for every setting', () => {
    expect(new Set(TABLE.map(([variable]) => variable))).toEqual(
      new Set(SETTINGS.map(({ variable }) => variable)),
    );
  });

  it.each(CASES)('%s=%j: %s', (variable, text, expected) => {
    const setting = SETTINGS.find((candidate) => candidate.variable === variable);
    const flag = flagOf(setting!);
    const tail = setting!.kind === 'number' ? `${expected}${echo(text)}` : expected;
    expect(faultOf([], { [variable]: text })).toBe(`${variable} ${tail}`);
    if (setting!.kind !== 'switch') expect(faultOf([flag, text])).toBe(`${flag} ${tail}`);
    expect(faultOf([`${flag}=${text}`], { [variable]: 'nonsense' })).toBe(`${flag} ${tail}`);
  });

  it.each([...NO_NUMBERS, '1073741825'])('BYTE_BURST=%j is told as well', (text) => {
    expect(faultOf([], { BYTE_BURST: text })).toMatch(
      /^BYTE_BURST must be a whole number from \d+ to 1073741824/,
    );
  });

  it('is told of an empty flag', () => {
    expect(faultOf(['--port='])).toBe('--port must be a whole number from 0 to 65535');
    expect(faultOf(['--docs='])).toBe('--docs must be true or false, 1 or 0');
    expect(faultOf(['--host', ''])).toBe('--host must be an IP address or a host name');
  });

  it('is not repeated unless it is a number that is not too long', () => {
    expect(faultOf([], { PORT: '9'.repeat(400) })).toBe('PORT must be a whole number from 0 to 65535');
  });
});

describe('values that do not fit together', () => {
  it.each([
    [
      ['--ttl-min', '600', '--ttl-max', '500'],
      {},
      '--ttl-max must be a whole number from 600 to 604800, but is 500',
    ],
    [
      ['--ttl-min', '600'],
      { TTL_MAX: '500' },
      'TTL_MAX must be a whole number from 600 to 604800, but is 500',
    ],
    [
      [],
      { CAPACITY_MAX: '20', CAPACITY_DEFAULT: '30' },
      'CAPACITY_DEFAULT must be a whole number from 2 to 20, but is 30',
    ],
    [
      [],
      { TTL_MIN: '7200' },
      'TTL_DEFAULT (--ttl-default) must be a whole number from 7200 to 86400, but is 3600 by default',
    ],
    [
      ['--capacity-max', '5'],
      {},
      'CAPACITY_DEFAULT (--capacity-default) must be a whole number from 2 to 5, but is 10 by default',
    ],
  ])('%j %j are told by the name of the one that is out of range', (args, environment, fault) => {
    expect(faultOf(args, environment)).toBe(fault);
  });
});
