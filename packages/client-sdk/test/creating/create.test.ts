import { leadingZeroBits, proofInput, type Redemption } from '@pug-network/protocol';
import { createHash } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import {
  createRoom,
  joinRoom,
  parseRoomLink,
  type CreateOptions,
  type PowProgress,
} from '../../src/index.js';
import { admitNext } from '../entered.js';
import { challenge, CHALLENGE_TOKEN, created, DIFFICULTY, session, SESSION_TOKEN } from '../relay/answers.js';
import { Story } from '../relay/story.js';
import { useRelay } from '../relay/use-relay.js';
import { failureOf, within } from '../relay/wait.js';

const relay = useRelay();

/** Lets a room be created and its creator in. */
async function createdRoom(options: CreateOptions = {}) {
  const story = new Story();
  relay.current.answer('/api/pow-challenge', challenge());
  relay.current.answer('/api/pow-redeem', session());
  relay.current.answer('/api/create-room', created(story));
  const creating = createRoom(relay.current.origin, { WebSocket, ...options });
  const peer = await admitNext(relay.current, story);
  return { room: await within(creating, 'the room'), peer, story };
}

describe('creating a room', () => {
  it('goes through challenge, redeem, create and join, in this order', async () => {
    const { room, peer } = await createdRoom({ ttl: 600, capacity: 5 });
    const steps = relay.current.asked.map(({ method, url }) => `${method} ${url}`);
    expect(steps.filter((step) => step !== 'GET /api/limits')).toEqual([
      'GET /api/pow-challenge',
      'POST /api/pow-redeem',
      'GET /api/create-room?ttl=600&capacity=5',
    ]);
    expect(peer.handshake.url).toBe('/ws');
    expect(room).toMatchObject({ state: 'joined', creator: true });
    expect(room.self.memberId).toBe(1);
    await room.leave();
  });

  it('redeems a proof that meets the difficulty', async () => {
    await createdRoom();
    const { token, nonce } = JSON.parse(relay.current.askedFor('/api/pow-redeem')[0]!.body) as Redemption;
    expect(token).toBe(CHALLENGE_TOKEN);
    expect(nonce).toMatch(/^[0-9a-f]{1,32}$/);
    const digest = createHash('sha256').update(proofInput(token, nonce)).digest();
    expect(leadingZeroBits(digest)).toBeGreaterThanOrEqual(DIFFICULTY);
  });

  it('says of the proof what the protocol names, and no more', async () => {
    await createdRoom();
    const [asked] = relay.current.askedFor('/api/pow-redeem');
    expect(Object.keys(JSON.parse(asked!.body) as Redemption).sort()).toEqual(['nonce', 'token']);
  });

  it('shows the session token in the Authorization header of create-room and nowhere else', async () => {
    await createdRoom();
    const holding = relay.current.asked.filter((asked) => JSON.stringify(asked).includes(SESSION_TOKEN));
    expect(holding).toHaveLength(1);
    expect(holding[0]!.headers.authorization).toBe(`Bearer ${SESSION_TOKEN}`);
    expect(holding[0]!.url.split('?')[0]).toBe('/api/create-room');
  });

  it('puts no token, no room and no secret into a URL or a header', async () => {
    const { room, peer, story } = await createdRoom({ ttl: 60 });
    const link = parseRoomLink(room.link);
    if (!link.ok) throw new Error(link.code);
    const key = Buffer.from(link.value.key).toString('base64url');
    const { url, headers } = peer.handshake;
    const asked = relay.current.asked.map((one) => [one.url, one.headers, one.body]);
    const overHttp = JSON.stringify([...asked, [url, headers]]);
    for (const secret of [key, story.roomSecret, story.roomId]) expect(overHttp).not.toContain(secret);
    const urls = [...relay.current.asked.map((one) => one.url), url].join(' ');
    for (const token of [SESSION_TOKEN, CHALLENGE_TOKEN]) expect(urls).not.toContain(token);
  });

  it('makes a new key each time, of its own', async () => {
    const first = await createdRoom();
    const second = await createdRoom();
    const keys = [first, second].map(({ room }) => /k=([^&]*)/.exec(room.link)![1]);
    expect(keys[0]).toMatch(/^[\w-]{43}$/);
    expect(keys[0]).not.toBe(keys[1]);
    expect(first.room.link).toBe(
      `${relay.current.origin}/r/${first.story.roomId}#k=${keys[0]}&s=${first.story.roomSecret}`,
    );
  });

  it('asks for no ttl and no capacity where none is wished', async () => {
    await createdRoom();
    const [asked] = relay.current.askedFor('/api/create-room');
    expect(new URL(asked!.url, relay.current.origin).search).toBe('');
  });

  it('asks as a page that keeps nothing and shows nothing of itself', async () => {
    const fetchSpy = vi.fn((...request: Parameters<typeof fetch>) => globalThis.fetch(...request));
    await createdRoom({ fetch: fetchSpy });
    expect(fetchSpy).toHaveBeenCalledTimes(4);
    for (const [, init] of fetchSpy.mock.calls) {
      expect(init).toMatchObject({
        cache: 'no-store',
        credentials: 'omit',
        redirect: 'manual',
        referrerPolicy: 'no-referrer',
      });
    }
  });

  it('tells how far the proof of work is', async () => {
    const told: PowProgress[] = [];
    await createdRoom({ onProgress: (progress) => told.push(progress) });
    expect(told.at(-1)).toMatchObject({ expectedTries: 2 ** DIFFICULTY });
  });

  it.each(['', 'chat.example', 'ftp://chat.example', 'http://chat.example/relay', 'http://'])(
    'takes no relay at "%s"',
    async (address) => {
      const error = await failureOf(createRoom(address));
      expect(error).toMatchObject({ name: 'PugError', code: 'invalid_argument', temporary: false });
    },
  );
});

describe('joining a room by its link', () => {
  it('lets one talk with whoever made it', async () => {
    const story = new Story();
    const joining = joinRoom(story.link(relay.current.origin), { WebSocket });
    const peer = await admitNext(relay.current, story);
    const room = await within(joining, 'the room');
    const sending = room.send('hello');
    const frame = await peer.frame();
    expect(story.textOf(frame)).toBe('hello');
    peer.send(frame);
    expect(await within(sending, 'the echo')).toMatchObject({ text: 'hello', seq: 1 });
    await room.leave();
  });

  const roomId = 'AAECAwQFBgcICQoLDA0ODw';
  const key = 'A'.repeat(43);
  it.each([
    ['link_malformed', 'not a link'],
    ['link_malformed', `ftp://relay.example/r/${roomId}#k=${key}&s=${roomId}`],
    ['link_malformed', `https://relay.example/r/${roomId}?k=${key}&s=${roomId}`],
    ['link_room_id', `https://relay.example/r/short#k=${key}&s=${roomId}`],
    ['link_key', `https://relay.example/r/${roomId}#s=${roomId}`],
    ['link_key', `https://relay.example/r/${roomId}#k=${key}&k=${key}&s=${roomId}`],
    ['link_key', `https://relay.example/r/${roomId}#k=${'A'.repeat(42)}B&s=${roomId}`],
    ['link_secret', `https://relay.example/r/${roomId}#k=${key}`],
    ['link_secret', `https://relay.example/r/${roomId}#k=${key}&s=${roomId}=`],
  ])('says %s of %s and asks nobody', async (code, link) => {
    const fetchSpy = vi.fn<typeof fetch>();
    const WebSocketSpy = vi.fn();
    const error = await failureOf(joinRoom(link, { fetch: fetchSpy, WebSocket: WebSocketSpy }));
    expect(error).toMatchObject({ name: 'PugError', code, temporary: false });
    expect(fetchSpy).not.toHaveBeenCalled();
    expect(WebSocketSpy).not.toHaveBeenCalled();
  });
});
