import { createRoom, formatRoomLink, joinRoom, PugError, type Room } from '@pug-network/client-sdk';
import { createTestRelay } from '@pug-network/client-sdk/testing';
import { createRelay, type Relay } from '@pug-network/server-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bounded } from '../support/bounded.js';
import { runSample, sampleOf } from './samples/run.js';

const GUIDE = 'docs/guides/sdk.md';
const sample = (info: string) => sampleOf(GUIDE, info);

let server: Relay;
let relay: string;
beforeAll(async () => {
  server = createRelay({ powDifficulty: 10, capacity: { max: 30, default: 7 } });
  const { port } = await server.listen({ host: '127.0.0.1', port: 0 });
  relay = `http://127.0.0.1:${port}`;
});
afterAll(() => server.close());

/** Two people who know of each other. */
async function twoPeople(): Promise<{ room: Room; friend: Room }> {
  const room = await createRoom(relay);
  const came = new Promise((resolve) => room.on('joined', resolve));
  const friend = await joinRoom(room.link);
  await bounded(came, 'the friend');
  return { room, friend };
}

type JoinPasted = (text: string, relays: readonly string[]) => Promise<Room>;
type PhraseNumbers = (link: string) => Promise<readonly number[]>;
type Say = (room: Room, text: string, show: (state: string) => void) => Promise<void>;
type JoinPatiently = (link: string) => Promise<Room>;

/** A function that a sample exports. */
const exportOf = async <T>(
  info: string,
  name: string,
  given: Readonly<Record<string, unknown>> = {},
): Promise<T> => (await runSample(await sample(info), given)).exported[name] as T;

/** So many messages of a room, from now on. */
const heard = async (room: Room, count: number): Promise<unknown[]> => {
  const messages: unknown[] = [];
  await bounded(
    new Promise<void>((resolve) => {
      room.on('message', (message) => messages.push(message) === count && resolve());
    }),
    `${count} messages`,
  );
  return messages;
};

describe('making a room, in the guide to the SDK', () => {
  it('asks what the relay allows, and says what one got', async () => {
    const { lines } = await runSample(await sample('js make'), { relay });
    expect(lines).toEqual([expect.stringMatching(/^for 7, until \d{4}-\d\d-\d\dT[\d:.]+Z$/)]);
  });

  it('shows how likely it is that the work is done', async () => {
    const { lines } = await runSample(await sample('js work'), { relay });
    expect(lines.at(-1)).toMatch(/^(?:100|\d\d?) %$/);
  });
});

describe('links, in the guide to the SDK', () => {
  it('are looked at before they are joined', async () => {
    const joinPasted = await exportOf<JoinPasted>('js links', 'joinPasted');
    const room = await createRoom(relay);
    const friend = await joinPasted(` ${room.link}\n`, [relay]);
    expect(friend.members).toHaveLength(2);
    await expect(joinPasted(room.link, ['https://chat.example'])).rejects.toThrow(
      `This link leads to ${new URL(relay).host}.`,
    );
    const damaged = room.link.replace(/&s=.*/, '');
    await expect(joinPasted(damaged, [relay])).rejects.toThrow('damaged (link_secret)');
    await room.purge();
  });

  it('give the numbers of the words that the web client shows', async () => {
    const phraseNumbers = await exportOf<PhraseNumbers>('js phrase', 'phraseNumbers');
    const link = formatRoomLink({
      origin: 'https://chat.example',
      roomId: 'AAECAwQFBgcICQoLDA0ODw',
      key: Uint8Array.from({ length: 32 }, (_, i) => i),
      roomSecret: 'EBESExQVFhcYGRobHB0eHw',
    });
    // caught grow clever addict usage window
    expect(await phraseNumbers(link)).toEqual([291, 824, 340, 26, 1916, 2011]);
  });
});

describe('messages, in the guide to the SDK', () => {
  it('are sent as text, JSON, bytes and bytes of a kind of one’s own', async () => {
    const { room, friend } = await twoPeople();
    const all = heard(friend, 4);
    await runSample(await sample('js send'), { room });
    expect(await all).toMatchObject([
      { kind: 'text', text: 'hello' },
      { kind: 'json', value: { type: 'move', from: 'e2', to: 'e4' } },
      { kind: 'bytes', bytes: new Uint8Array([1, 2, 3]) },
      { kind: 'application', type: 128, bytes: new Uint8Array([1, 2, 3]) },
    ]);
    await room.purge();
  });

  it('are shown by their kind', async () => {
    const { room, friend } = await twoPeople();
    const { lines } = await runSample(await sample('js messages'), { room });
    const all = heard(room, 5);
    const name = friend.self.username;
    await runSample(await sample('js send'), { room: friend });
    await room.send('mine');
    await all;
    expect(lines).toEqual([
      `${name}: hello`,
      `${name}: {"type":"move","from":"e2","to":"e4"}`,
      `${name}: 3 bytes`,
      `${name}: 3 bytes of kind 128`,
      'me: mine',
    ]);
    await room.purge();
  });

  it('say whether they were sent, and ask where nobody knows', async () => {
    const say = await exportOf<Say>('js say', 'say');
    const shown: string[] = [];
    const show = (state: string) => shown.push(state);
    const test = createTestRelay();
    const room = await createRoom(test.origin, test.platform);
    await say(room, 'hello', show);
    test.stall();
    const unsure = say(room, 'hello?', show);
    await test.settle();
    test.disconnect(room);
    await bounded(unsure, 'a message that is lost');
    await say(room, 'x'.repeat(20_000), show);
    expect(shown).toEqual(['sending', 'sent', 'sending', 'unsure', 'sending', 'failed']);
  });
});

describe('what goes wrong, in the guide to the SDK', () => {
  it('is tried again only where that may help, and with growing waits', async () => {
    const test = createTestRelay();
    const room = await createRoom(test.origin, test.platform);
    const waits: number[] = [];
    const given = {
      joinRoom: (link: string) => joinRoom(link, test.platform),
      setTimeout: (goOn: () => void, ms: number) => {
        waits.push(ms);
        if (waits.length === 3) test.goOnline();
        goOn();
      },
    };
    const joinPatiently = await exportOf<JoinPatiently>('js errors', 'joinPatiently', given);
    await expect(joinPatiently('https://chat.example/')).rejects.toThrow('not a room link');
    expect(waits).toEqual([]);
    test.goOffline();
    // Whoever was there is not: the room is gone once the network is back.
    await expect(joinPatiently(room.link)).rejects.toMatchObject({ code: 'room_not_found' });
    expect(waits).toEqual([1_000, 2_000, 4_000]);
  });

  it('is tried five times at most', async () => {
    const waits: number[] = [];
    const given = {
      joinRoom: () => Promise.reject(new PugError('network')),
      setTimeout: (goOn: () => void, ms: number) => {
        waits.push(ms);
        goOn();
      },
    };
    const joinPatiently = await exportOf<JoinPatiently>('js errors', 'joinPatiently', given);
    await expect(joinPatiently('')).rejects.toMatchObject({ code: 'network' });
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000]);
  });

  it('is told when the connection is lost, and when it is back', async () => {
    const test = createTestRelay();
    const host = await createRoom(test.origin, test.platform);
    const room = await joinRoom(host.link, test.platform);
    const { lines } = await runSample(await sample('js state'), { room });
    test.disconnect(room);
    await test.settle();
    await test.clock.advance(1_000);
    expect(lines).toEqual([
      'connection lost, joining again …',
      `back as ${room.self.username}; you may have missed something`,
    ]);
  });

  it('ends with a reason', async () => {
    const { room, friend } = await twoPeople();
    const ending = runSample(await sample('js end'), { room: friend });
    await room.purge();
    expect((await ending).lines).toEqual(['purged']);
  });
});
