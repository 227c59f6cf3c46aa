import { decodeBase64url, KEEP_ALIVE_AFTER_MS, type RelayEvent } from '@pug-network/protocol';
import { describe, expect, it } from 'vitest';
import { admitNext, entered, entering } from '../entered.js';
import { briefly } from '../record.js';
import { refusal } from '../relay/answers.js';
import { Story } from '../relay/story.js';
import { useRelay } from '../relay/use-relay.js';
import { failureOf, quiet, within } from '../relay/wait.js';

const relay = useRelay();
const misbehaving = expect.objectContaining({
  name: 'PugError',
  code: 'misbehaving_relay',
  temporary: false,
});

describe('joining', () => {
  it('begins with room:join, over /ws, with the subprotocol, and names nothing in the URL', async () => {
    const { joining, story } = entering(relay.current);
    const peer = await relay.current.peer();
    expect(peer.handshake.url).toBe('/ws');
    expect(peer.handshake.headers['sec-websocket-protocol']).toBe('pug.v1');
    const request = await peer.join();
    const { roomId, roomSecret } = story;
    expect(request).toEqual({ type: 'room:join', roomId, roomSecret, tag: request.tag });
    expect(decodeBase64url(request.tag, 16)).toBeDefined();
    peer.tell(story.admit(request.tag));
    await within(joining, 'the room');
  });

  it('takes a fresh tag for each connection', async () => {
    const story = new Story();
    entering(relay.current, { story });
    entering(relay.current, { story });
    const first = await (await relay.current.peer()).join();
    const second = await (await relay.current.peer()).join();
    expect(first.tag).not.toBe(second.tag);
  });

  it('knows from room:joined who is there and what the room is', async () => {
    const story = new Story();
    story.arrival();
    story.arrival();
    story.leave(1);
    const fields = { capacity: 7, expiresAt: 1_812_345_678_901, ttlRemaining: 60_000 };
    const { room, clock } = await entered(relay.current, { story, fields });
    const self = { memberId: 3, username: 'calm-otter-3', self: true };
    expect(room.self).toEqual(self);
    expect(room.members).toEqual([{ memberId: 2, username: 'calm-otter-2', self: false }, self]);
    expect(room).toMatchObject({ state: 'joined', creator: false, ...fields });
    expect(room.link).toBe(story.link(relay.current.origin));
    clock.advance(15_000);
    expect(room.ttlRemaining).toBe(45_000);
    expect(room.expiresAt).toBe(fields.expiresAt);
  });

  it('misses nothing that comes right behind room:joined', async () => {
    const { joining, story } = entering(relay.current);
    const peer = await admitNext(relay.current, story);
    peer.tell(story.arrival());
    peer.send(story.frame(2, 'hello'));
    const room = await within(joining, 'the room');
    const message = new Promise((resolve) => room.on('message', resolve));
    const joined = new Promise((resolve) => room.on('joined', resolve));
    expect(await within(joined, 'the joiner')).toMatchObject({ memberId: 2 });
    expect(await within(message, 'the message')).toMatchObject({ text: 'hello' });
  });

  it('tells what came while the rates were still being asked for', async () => {
    relay.current.answer('/api/limits', 'silence');
    const { joining, story, clock } = entering(relay.current);
    await relay.current.request('/api/limits');
    const peer = await admitNext(relay.current, story);
    peer.tell(story.arrival());
    peer.send(story.frame(2, 'early'));
    await clock.armed(KEEP_ALIVE_AFTER_MS);
    clock.advance(15_000);
    const room = await within(joining, 'the room');
    const message = new Promise((resolve) => room.on('message', resolve));
    expect(await within(message, 'the message')).toMatchObject({ text: 'early' });
  });

  it('ignores events and frames that it does not know, before it has joined too', async () => {
    const { joining, story } = entering(relay.current);
    const peer = await relay.current.peer();
    const { tag } = await peer.join();
    peer.tellRaw('{"type":"room:weather","sun":true}');
    peer.send(Uint8Array.of(0), Uint8Array.of(9, 9), story.frame(1, 'for somebody else'));
    const more = { ...story.admit(tag), mood: 'fine', members: [] };
    peer.tellRaw(JSON.stringify(more));
    expect((await within(joining, 'the room')).members).toHaveLength(1);
  });
});

describe('a relay that breaks the protocol while one joins', () => {
  const events: [string, RelayEvent | string][] = [
    ['presence:join', new Story().arrival()],
    ['presence:leave', { type: 'presence:leave', memberId: 1 }],
    ['room:expired', { type: 'room:expired', reason: 'ttl' }],
    ['no JSON', 'hello'],
    ['JSON that is no object', '[]'],
    ['an error without a code', '{"type":"error","message":"x"}'],
    ['an event of more than 64 KiB', JSON.stringify({ type: 'room:weather', is: 'x'.repeat(66_000) })],
  ];
  it.each(events)('is left when it sends %s before room:joined', async (_, event) => {
    const { joining } = entering(relay.current);
    const peer = await relay.current.peer();
    await peer.join();
    if (typeof event === 'string') peer.tellRaw(event);
    else peer.tell(event);
    expect(await failureOf(joining)).toEqual(misbehaving);
    expect(await peer.closed).toBe(4000);
  });

  it.each<[string, object]>([
    ['no memberId', { memberId: undefined }],
    ['memberId 0', { memberId: 0 }],
    ['a memberId above u32', { memberId: 2 ** 32 }],
    ['a name of another form', { username: 'Robert' }],
    ['no word on the creator', { creator: 'yes' }],
    ['no members', { members: undefined }],
    ['a member without a name', { members: [{ memberId: 1 }] }],
    ['a member above the joiner', { members: [{ memberId: 3, username: 'calm-otter' }] }],
    ['the joiner among those before', { members: [{ memberId: 2, username: 'calm-otter' }] }],
    ['a short view', { view: 'AAAA' }],
    ['a view that is not canonical', { view: `${'A'.repeat(42)}B` }],
    ['a capacity that is none', { capacity: -1 }],
    ['a deadline in words', { expiresAt: 'tomorrow' }],
    ['a fractional rest', { ttlRemaining: 0.5 }],
  ])('is left when its room:joined has %s', async (_, fields) => {
    const story = new Story();
    story.arrival();
    const { joining } = entering(relay.current, { story });
    const peer = await relay.current.peer();
    const { tag } = await peer.join();
    peer.tellRaw(JSON.stringify({ ...story.admit(tag), ...fields }));
    expect(await failureOf(joining)).toEqual(misbehaving);
    expect(await peer.closed).toBe(4000);
  });

  it('is left when somebody joins whose memberId jumps', async () => {
    const { room, peer, told, story } = await entered(relay.current);
    story.arrival();
    peer.send(story.frame(1, 'from me, not', { seq: 1, epoch: 1 }));
    peer.tell(story.arrival());
    expect(await within(room.closed, 'the end')).toEqual({ reason: 'misbehaving', code: undefined });
    expect(await peer.closed).toBe(4000);
    expect(briefly(told.drain())).toEqual(['replay 1', 'closed', 'closed: misbehaving']);
  });

  it('is left when it admits a second time', async () => {
    const { room, peer, story } = await entered(relay.current);
    peer.tell(story.admit('AAECAwQFBgcICQoLDA0ODw'));
    expect((await within(room.closed, 'the end')).reason).toBe('misbehaving');
    expect(await peer.closed).toBe(4000);
  });
});

describe('a relay that does not answer', () => {
  it('to room:join is waited for 15 s', async () => {
    const { joining, clock } = entering(relay.current);
    const peer = await relay.current.peer();
    await peer.join();
    clock.advance(14_999);
    await quiet();
    expect(clock.timers).toContain(15_000);
    clock.advance(1);
    expect(await failureOf(joining)).toMatchObject({ code: 'network', temporary: true });
    expect(await peer.closed).toBe(1000);
  });

  it('to the WebSocket handshake is waited for 15 s', async () => {
    relay.current.upgrading = 'silence';
    const { joining, clock } = entering(relay.current);
    const handshake = await relay.current.handshake();
    clock.advance(15_000);
    expect(await failureOf(joining)).toMatchObject({ code: 'network', temporary: true });
    await within(handshake.gone, 'the handshake to be given up');
  });
});

describe('a refused WebSocket handshake', () => {
  it('is told through the word that the API has for it', async () => {
    relay.current.upgrading = refusal('origin_forbidden');
    relay.current.answer('/api/limits', refusal('origin_forbidden'));
    const error = await failureOf(entering(relay.current).joining);
    expect(error).toMatchObject({ name: 'PugError', code: 'origin_forbidden', temporary: false });
  });

  it.each([
    ['has nothing against it', undefined],
    ['gives no word', 'cut' as const],
    ['gives no word of the table', { status: 403, body: '<html>' }],
  ])('is a network failure where the API %s', async (_, answer) => {
    relay.current.upgrading = refusal('bad_request');
    if (answer !== undefined) relay.current.answer('/api/limits', answer);
    const error = await failureOf(entering(relay.current).joining);
    expect(error).toMatchObject({ code: 'network', temporary: true });
  });
});
