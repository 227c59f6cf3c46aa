import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { valueAt } from '../src/config.js';
import { flagOf, SETTINGS } from '../src/settings.js';
import { goodSettings, type Settings } from './settings-of.js';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const WEB = fileURLToPath(new URL('../dist/web', import.meta.url));

type Row = readonly [variable: string, byDefault: unknown, text: string, value: unknown, other: string];

/** Each setting: its default, a text and what it means, and another text that is good. */
const TABLE: readonly Row[] = [
  ['PORT', 3000, '8080', 8080, '0'],
  ['HOST', '0.0.0.0', '::1', '::1', 'relay-1.example'],
  ['ENGINE', 'auto', 'ws', 'ws', 'uws'],
  ['POW_DIFFICULTY', 18, '0', 0, '24'],
  [
    'ALLOWED_ORIGIN',
    [],
    'https://a.example, http://B.example:80',
    ['https://a.example', 'http://b.example'],
    '*',
  ],
  [
    'EMBED_ORIGIN',
    [],
    'https://a.example, http://B.example:80',
    ['https://a.example', 'http://b.example'],
    'https://c.example',
  ],
  ['TRUST_PROXY', 0, '2', 2, '1'],
  ['MAX_ROOMS', 100_000, '7', 7, '8'],
  ['MAX_CONNECTIONS', 20_000, '7', 7, '8'],
  ['MAX_CONNECTIONS_PER_ADDRESS', 0, '7', 7, '8'],
  ['TTL_MIN', 60, '30', 30, '0090'],
  ['TTL_MAX', 86_400, '7200', 7200, '7300'],
  ['TTL_DEFAULT', 3600, '600', 600, '700'],
  ['CAPACITY_MIN', 2, '3', 3, '4'],
  ['CAPACITY_MAX', 50, '200', 200, '20'],
  ['CAPACITY_DEFAULT', 10, '12', 12, '13'],
  ['FRAME_RATE', 50, '5', 5, '6'],
  ['FRAME_BURST', 100, '5', 5, '6'],
  ['BYTE_RATE', 65_536, '5', 5, '6'],
  ['BYTE_BURST', 131_072, '16000', 16_000, '20000'],
  ['STATIC_DIR', WEB, HERE, HERE.replace(/\/$/, ''), WEB],
  ['DOCS', false, 'true', true, '0'],
  ['SITE_NAME', 'Pug Network', 'Chat of the house', 'Chat of the house', 'x'],
  ['SITE_NOTICE', '', 'Closed on Sundays', 'Closed on Sundays', 'x'],
  [
    'SITE_LINKS',
    [],
    'Imprint=https://a.example/i, Terms=http://b.example/?x=1',
    ['Imprint=https://a.example/i', 'Terms=http://b.example/?x=1'],
    'Imprint=https://a.example',
  ],
];

function settingNamed(variable: string) {
  const setting = SETTINGS.find((candidate) => candidate.variable === variable);
  if (!setting) throw new Error(`no setting ${variable}`);
  return setting;
}

/** The value of a setting, and where it came from. */
function look(variable: string, { config, given }: Settings): unknown[] {
  const setting = settingNamed(variable);
  return [
    valueAt(config, setting.option),
    given.find((candidate) => candidate.setting === setting)?.source,
    given.filter(({ source }) => source !== 'default').length,
  ];
}

describe('the table of settings', () => {
  it('is the one tested here', () => {
    expect(SETTINGS.map(({ variable }) => variable)).toEqual(TABLE.map(([variable]) => variable));
  });

  it('has flags in kebab case', () => {
    expect(flagOf(settingNamed('MAX_CONNECTIONS_PER_ADDRESS'))).toBe('--max-connections-per-address');
  });
});

describe.each(TABLE)('%s', (variable, byDefault, text, value, other) => {
  const flag = flagOf(settingNamed(variable));

  it('has its default', () => {
    expect(look(variable, goodSettings([]))).toEqual([byDefault, 'default', 0]);
  });

  it('is read from the environment', () => {
    expect(look(variable, goodSettings([], { [variable]: text }))).toEqual([value, 'environment', 1]);
  });

  const isSwitch = settingNamed(variable).kind === 'switch';

  it.each([
    isSwitch ? ['of one word alone', [flag]] : ['of two words', [flag, text]],
    ['of one word', [`${flag}=${text}`]],
  ] as const)('is read from a flag %s', (_form, args) => {
    expect(look(variable, goodSettings(args))).toEqual([value, 'flag', 1]);
  });

  it('is taken from the flag where there are both', () => {
    const args = [`${flag}=${text}`];
    expect(look(variable, goodSettings(args, { [variable]: other }))).toEqual([value, 'flag', 1]);
    expect(look(variable, goodSettings(args, { [variable]: 'nonsense' }))).toEqual([value, 'flag', 1]);
  });
});

describe('an empty text', () => {
  const others = TABLE.filter(([variable]) => variable !== 'STATIC_DIR');
  it.each(others)('is in the environment as if %s were not there', (variable, byDefault) => {
    expect(look(variable, goodSettings([], { [variable]: '' }))).toEqual([byDefault, 'default', 0]);
  });

  it('means for STATIC_DIR that no files are served', () => {
    expect(look('STATIC_DIR', goodSettings([], { STATIC_DIR: '' }))).toEqual(['', 'environment', 1]);
    expect(look('STATIC_DIR', goodSettings(['--static-dir=']))).toEqual(['', 'flag', 1]);
    expect(look('STATIC_DIR', goodSettings(['--static-dir', '']))).toEqual(['', 'flag', 1]);
  });

  it('means for --allowed-origin none, whatever the environment says', () => {
    const settings = goodSettings(['--allowed-origin='], { ALLOWED_ORIGIN: '*' });
    expect(look('ALLOWED_ORIGIN', settings)).toEqual([[], 'flag', 1]);
  });
});

describe('DOCS', () => {
  it.each([
    ['true', true],
    ['1', true],
    ['false', false],
    ['0', false],
  ])('is with %s %s', (text, value) => {
    expect(look('DOCS', goodSettings([], { DOCS: text }))).toEqual([value, 'environment', 1]);
    expect(look('DOCS', goodSettings([`--docs=${text}`]))).toEqual([value, 'flag', 1]);
  });

  it('takes no word after it', () => {
    expect(look('DOCS', goodSettings(['--docs', '--port', '1']))).toEqual([true, 'flag', 2]);
    expect(() => goodSettings(['--docs', 'false'])).toThrow('an argument belongs to no flag');
  });
});

describe('settings of one group', () => {
  it('are put together from flags, environment and defaults', () => {
    const { config } = goodSettings(['--ttl-max', '500', '--frame-rate=1'], {
      TTL_DEFAULT: '400',
      BYTE_RATE: '2',
    });
    expect(config.ttl).toEqual({ min: 60, max: 500, default: 400 });
    expect(config.rate).toEqual({ frames: 1, frameBurst: 100, bytes: 2, byteBurst: 131_072 });
  });
});
