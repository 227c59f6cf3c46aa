import { CODES, type CloseCode, type Code, type CodeRow, type HttpCode } from '@pug-network/protocol';
import { describe, expect, it } from 'vitest';
import { createRoom, joinRoom } from '../../src/index.js';
import { createTestRelay } from '../../src/testing/index.js';
import { codeOf, twoIn } from './people.js';

const rows = Object.entries(CODES) as [Code, CodeRow][];
const ofHttp = rows.filter(([, { http }]) => http !== undefined) as [HttpCode, CodeRow][];
const worthAnother = ofHttp.filter(([, { action }]) => action === 'new-challenge').map(([code]) => code);
const fatal = ofHttp.filter(([, { action }]) => action !== 'new-challenge').map(([code]) => code);
const ofClose = rows.filter(([, { close }]) => close !== undefined).map(([code]) => code as CloseCode);

describe('a relay that is told to refuse', () => {
  it.each(fatal)('lets a room not come to be: %s', async (code) => {
    const relay = createTestRelay();
    relay.refuse(code);
    expect(await codeOf(createRoom(relay.origin, relay.platform))).toBe(code);
    expect(await codeOf(createRoom(relay.origin, relay.platform))).toBe('no error');
  });

  it.each(worthAnother)('has a client ask for another challenge, three times at most: %s', async (code) => {
    const relay = createTestRelay();
    relay.refuse(code);
    expect(await codeOf(createRoom(relay.origin, relay.platform))).toBe('no error');
    for (let times = 0; times < 3; times++) relay.refuse(code);
    expect(await codeOf(createRoom(relay.origin, relay.platform))).toBe(code);
  });

  it.each(ofClose)('lets nobody in: %s', async (code) => {
    const relay = createTestRelay();
    const { room } = await twoIn(relay);
    relay.refuse(code);
    expect(await codeOf(joinRoom(room.link, relay.platform))).toBe(code);
    expect(await codeOf(joinRoom(room.link, relay.platform))).toBe('no error');
  });

  it('refuses pages of another origin everywhere', async () => {
    const relay = createTestRelay();
    const { room } = await twoIn(relay);
    relay.refuse('origin_forbidden');
    expect(await codeOf(joinRoom(room.link, relay.platform))).toBe('origin_forbidden');
  });

  it('refuses at the step that is named, and only there', async () => {
    const relay = createTestRelay();
    relay.refuse('server_full', 'create');
    expect(await codeOf(createRoom(relay.origin, relay.platform))).toBe('server_full');
    expect(relay.seen.filter(({ type }) => type === 'request')).toHaveLength(3);
    const { room } = await twoIn(relay);
    relay.refuse('server_full', 'connect');
    expect(await codeOf(joinRoom(room.link, relay.platform))).toBe('server_full');
    relay.refuse('bad_request', 'connect');
    expect(await codeOf(joinRoom(room.link, relay.platform))).toBe('network');
  });

  it('refuses a purge, even the creator its own', async () => {
    const relay = createTestRelay();
    const { room } = await twoIn(relay);
    relay.refuse('not_creator');
    expect(await codeOf(room.purge())).toBe('not_creator');
    expect(await codeOf(room.purge())).toBe('no error');
  });

  it('does not take a code that cannot be said there', () => {
    const relay = createTestRelay();
    expect(() => relay.refuse('bad_secret', 'create')).toThrow(RangeError);
    expect(() => relay.refuse('pow_invalid', 'join')).toThrow(RangeError);
    expect(() => relay.refuse('room_full', 'purge')).toThrow(RangeError);
  });
});

describe('a test relay refuses by itself', () => {
  it('one too many in a room, and a link of another secret', async () => {
    const relay = createTestRelay({ capacity: { max: 2 } });
    const { room } = await twoIn(relay);
    expect(await codeOf(joinRoom(room.link, relay.platform))).toBe('room_full');
    const alone = await createRoom(relay.origin, relay.platform);
    const wrong = alone.link.replace(/&s=.*$/, '&s=AAAAAAAAAAAAAAAAAAAAAA');
    expect(await codeOf(joinRoom(wrong, relay.platform))).toBe('bad_secret');
    const other = createTestRelay({ seed: 2 });
    expect(await codeOf(joinRoom(alone.link, other.platform))).toBe('room_not_found');
  });

  it('options that cannot be', () => {
    expect(() => createTestRelay({ difficulty: 25 })).toThrow(RangeError);
    expect(() => createTestRelay({ ttl: { min: 10, max: 5 } })).toThrow(RangeError);
  });
});
