import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BRIDGE_VERSION, decodeCommand, decodeFrameEvent, isHello } from '../../src/bridge/messages.js';

const NOTHING: readonly unknown[] = [
  ...[undefined, null, true, 0, '', 'ready', [], ['ready'], {}, () => 'ready'],
  ...[{ type: null }, { type: 1 }, { type: 'nothing' }, { type: ['ready'] }, { type: { type: 'ready' } }],
  ...[{ type: '__proto__' }, { type: 'constructor' }, { Type: 'ready' }, { type: 'READY' }],
];

const LONGEST_LINK = 'x'.repeat(4_096);

describe('what is said to the window of a frame', () => {
  it('is a hello in the version of this bridge', () => {
    expect(isHello({ type: 'pug-chat', version: BRIDGE_VERSION })).toBe(true);
  });

  it.each([
    ...NOTHING,
    { type: 'pug-chat' },
    { type: 'pug-chat', version: BRIDGE_VERSION + 1 },
    { type: 'pug-chat', version: String(BRIDGE_VERSION) },
    { version: BRIDGE_VERSION },
  ])('is nothing else: %o', (data) => {
    expect(isHello(data)).toBe(false);
  });
});

describe('what a page tells its frame', () => {
  it.each([
    { type: 'create', ttl: 60, capacity: 2 },
    { type: 'join', link: 'https://chat.example/r/x#k=y' },
    { type: 'join', link: LONGEST_LINK },
    { type: 'leave' },
    { type: 'shown', shown: true },
    { type: 'shown', shown: false },
    { type: 'focus' },
  ])('is read as it was meant: %o', (command) => {
    expect(decodeCommand({ ...command, more: 'dropped' })).toEqual(command);
  });

  it.each([
    ...NOTHING,
    { type: 'ready' },
    { type: 'join' },
    { type: 'join', link: 7 },
    { type: 'join', link: { toString: () => 'https://chat.example' } },
    { type: 'join', link: `${LONGEST_LINK}x` },
    { type: 'shown' },
    { type: 'shown', shown: 1 },
  ])('is nothing where it has no form: %o', (data) => {
    expect(decodeCommand(data)).toBeUndefined();
  });

  it.each([-1, 1.5, NaN, Infinity, 2 ** 53, '60', null, {}])(
    'makes a room without a length of %o',
    (wrong) => {
      expect(decodeCommand({ type: 'create', ttl: wrong, capacity: wrong })).toEqual({ type: 'create' });
    },
  );
});

describe('the options of a frame', () => {
  const full = {
    ...{ mode: 'bubble', ttl: 60, capacity: 2, lang: 'de-AT', theme: 'dark', accent: '#A1b2c3' },
    sharesLink: true,
  };
  const read = (options: unknown) => decodeCommand({ type: 'options', options });

  it('are read as they were meant', () => {
    expect(read(full)).toEqual({ type: 'options', options: full });
  });

  it.each([undefined, null, 'dark', 7, {}, { mode: 'other' }])(
    'are those of a plain inline chat where nothing is asked for: %o',
    (options) => {
      expect(read(options)).toEqual({ type: 'options', options: { mode: 'inline', sharesLink: false } });
    },
  );

  it.each([
    ['ttl', [-1, 0.5, '60', null, NaN]],
    ['capacity', [-1, 0.5, '2', null, 2 ** 53]],
    ['lang', ['', 'x'.repeat(65), 7, null, ['de']]],
    ['theme', ['', 'Dark', 'blue', true, null]],
    ['accent', ['', '#fff', 'red', '#12345g', '#1234567', ' #123456', null, 0x123456]],
  ])('go without a %s that cannot be', (name, wrong) => {
    for (const value of wrong) {
      const options = { ...full, [name]: undefined };
      expect(read({ ...full, [name]: value }), String(value)).toEqual({ type: 'options', options });
    }
  });

  it.each([1, 'true', {}, null])(
    'share no link where that is not asked for in so many words: %o',
    (value) => {
      expect(read({ ...full, sharesLink: value })).toMatchObject({ options: { sharesLink: false } });
    },
  );
});

describe('what a frame tells its page', () => {
  it.each([
    ...['ready', 'created', 'joined', 'left', 'escape'].map((type) => ({ type })),
    { type: 'unread', count: 0 },
    { type: 'unread', count: 12 },
    { type: 'ended', reason: 'ttl' },
    { type: 'error', code: 'room_not_found' },
    { type: 'height', px: 0 },
    { type: 'height', px: 100_000 },
    { type: 'link', link: LONGEST_LINK },
  ])('is read as it was meant: %o', (event) => {
    expect(decodeFrameEvent({ ...event, text: 'dropped' })).toEqual(event);
  });

  it.each([
    ...NOTHING,
    { type: 'options', options: {} },
    { type: 'unread' },
    ...[-1, 0.5, NaN, '2', null].map((count) => ({ type: 'unread', count })),
    { type: 'ended' },
    ...['', 'a b', 'Ttl', '<b>', 'x'.repeat(41), 7, ['ttl']].map((reason) => ({ type: 'ended', reason })),
    ...['', 'no!', 'x'.repeat(41), null].map((code) => ({ type: 'error', code })),
    ...[-1, 0.5, 100_001, '5', undefined].map((px) => ({ type: 'height', px })),
    ...[undefined, 5, `${LONGEST_LINK}x`].map((link) => ({ type: 'link', link })),
  ])('is nothing where it has no form: %o', (data) => {
    expect(decodeFrameEvent(data)).toBeUndefined();
  });
});

describe('whatever comes', () => {
  const types = ['options', 'create', 'join', 'shown', 'unread', 'ended', 'error', 'height', 'link', 'ready'];
  const names = ['options', 'ttl', 'capacity', 'link', 'shown', 'count', 'reason', 'code', 'px', 'mode'];
  const fields = fc.dictionary(fc.constantFrom(...names), fc.jsonValue());
  const near = fc
    .record({ type: fc.constantFrom(...types), fields })
    .map(({ type, fields: others }) => ({ ...others, type }));
  const anything = fc.oneof(fc.jsonValue(), near);

  it.each([
    ['a command', decodeCommand],
    ['an event', decodeFrameEvent],
  ])('is %s or nothing, and reads the same a second time', (_name, decode) => {
    const property = fc.property(anything, (data) => {
      const told = decode(data);
      expect(told === undefined || types.concat('leave', 'focus').includes(told.type)).toBe(true);
      expect(decode(told)).toEqual(told);
    });
    fc.assert(property, { seed: 11, numRuns: 2_000 });
  });
});
