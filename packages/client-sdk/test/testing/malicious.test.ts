import { describe, expect, it } from 'vitest';
import { createRoom, joinRoom, type Room } from '../../src/index.js';
import { createMaliciousRelay, type AttackName, type MaliciousRelay } from '../../src/testing/index.js';
import { codeOf, eventsOf, twoIn } from './people.js';
import { Watched } from './watched.js';

/** A room and a friend, and what the friend is told. */
async function scene(seed?: number) {
  const relay = createMaliciousRelay({ seed });
  const { room, friend } = await twoIn(relay);
  return { relay, room, friend, told: new Watched(friend).told };
}

async function say(relay: MaliciousRelay, room: Room, ...texts: readonly string[]): Promise<void> {
  for (const text of texts) await room.send(text);
  await relay.settle();
}

const REPORTED: readonly (readonly [AttackName, readonly string[]])[] = [
  ['drop', ['1 says one', 'gap of 1 from 1', '1 says three']],
  ['replay', ['1 says one', '1 says two', 'replay from 1', '1 says three']],
  ['reorder', ['1 says one', 'gap of 1 from 1', '1 says three', 'replay from 1']],
  ['reattribute', ['1 says one', 'undecryptable from 2', 'gap of 1 from 1', '1 says three']],
  ['splice', ['1 says one', 'undecryptable from 1', 'gap of 1 from 1', '1 says three']],
  ['truncate', ['1 says one', 'undecryptable from 1', 'gap of 1 from 1', '1 says three']],
  ['extend', ['1 says one', 'undecryptable from 1', 'gap of 1 from 1', '1 says three']],
  ['flip', ['1 says one', 'undecryptable from 1', 'gap of 1 from 1', '1 says three']],
  [
    'flood',
    ['1 says one', '1 says two', ...new Array<string>(10).fill('undecryptable from 1'), '1 says three'],
  ],
  ['fakeLeave', ['1 says one', '1 says two', '1 says three']],
];

describe('what a client tells of one attack', () => {
  it.each(REPORTED)('%s', async (name, expected) => {
    const { relay, room, told } = await scene(3);
    const elsewhere = await createRoom(relay.origin, relay.platform);
    await say(relay, elsewhere, 'something else');
    await say(relay, room, 'one');
    const done = relay.attack(name);
    await say(relay, room, 'two', 'three');
    await done;
    expect(told).toEqual(expected);
  });

  it('oldTraffic: nothing for ten seconds, then a replay', async () => {
    const { relay, room } = await scene();
    await say(relay, room, 'one', 'two');
    void relay.attack('oldTraffic');
    const late = await joinRoom(room.link, relay.platform);
    const { told } = new Watched(late);
    await relay.settle();
    await say(relay, room, 'three');
    await relay.clock.advance(10_000);
    const done = relay.attack('oldTraffic', { to: late });
    await say(relay, room, 'four');
    await done;
    expect(told.slice(0, 2)).toEqual(['1 says three', '1 says four']);
    expect(new Set(told.slice(2))).toEqual(new Set(['replay from 1']));
  });

  it('fork: from then on both sides are undecryptable to each other', async () => {
    const { relay, room, friend, told } = await scene();
    const done = relay.attack('fork', { to: friend });
    const late = await joinRoom(room.link, relay.platform);
    const lateTold = new Watched(late).told;
    await done;
    await relay.settle();
    await say(relay, room, 'one');
    await say(relay, friend, 'two');
    expect(told).toEqual(['undecryptable from 1', '2 says two']);
    expect(lateTold).toEqual(['1 says one', 'undecryptable from 2']);
  });

  it('fakeJoin: from then on the member is undecryptable to the others, until somebody really comes', async () => {
    const { relay, room, friend, told } = await scene();
    const others = new Watched(room).told;
    void relay.attack('fakeJoin', { to: friend });
    await say(relay, room, 'one');
    expect(friend.members.map(({ username }) => username)).toContain('nobody-here');
    await say(relay, friend, 'two');
    expect([told, others]).toEqual([
      ['1 says one', '2 says two'],
      ['1 says one', 'undecryptable from 2'],
    ]);
    await joinRoom(room.link, relay.platform);
    expect((await friend.closed).reason).toBe('misbehaving');
  });

  it('fakeLeave: who is said to have left is gone from the members', async () => {
    const { relay, room, friend } = await scene();
    void relay.attack('fakeLeave', { to: friend });
    await say(relay, room, 'one');
    expect(friend.members.map(({ memberId }) => memberId)).toEqual([2]);
  });
});

describe('an attack on the way back to the sender', () => {
  it('leaves what was sent unconfirmed', async () => {
    const { relay, room } = await scene();
    const { told } = new Watched(room);
    void relay.attack('flip', { to: room });
    const sending = codeOf(room.send('hello'));
    await relay.settle();
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(/^undecryptable/);
    relay.disconnect(room);
    expect(await sending).toBe('lost');
  });

  it('confirms it once, however often it comes', async () => {
    const { relay, room } = await scene();
    const { told } = new Watched(room);
    void relay.attack('replay', { to: room });
    await say(relay, room, 'hello');
    expect(told).toEqual(['1 says hello', 'replay from 1']);
  });
});

describe('a malicious relay', () => {
  it('attacks as often as it is told, whoever it is told to, and nobody else', async () => {
    const { relay, room, friend, told } = await scene();
    const third = await joinRoom(room.link, relay.platform);
    const others = new Watched(third).told;
    await relay.settle();
    const done = relay.attack('drop', { to: friend, times: 2 });
    await say(relay, room, 'one', 'two', 'three');
    await done;
    expect(told).toEqual(['1 says three']);
    expect(others).toEqual(['1 says one', '1 says two', '1 says three']);
  });

  it('hands everything to whoever tampers, until it is honest again', async () => {
    const { relay, room, told } = await scene();
    relay.tamper((delivery) => (delivery.to === 2 ? [delivery, delivery] : [delivery]));
    await say(relay, room, 'one');
    relay.tamper();
    await say(relay, room, 'two');
    expect(told).toEqual(['1 says one', 'replay from 1', '1 says two']);
  });

  it('breaks the protocol where it cuts a frame too short, and the client leaves', async () => {
    const { relay, room, friend } = await scene();
    relay.tamper((delivery) => {
      const { data, to } = delivery;
      return typeof data !== 'string' && to === 2 ? [{ ...delivery, data: data.slice(0, 20) }] : [delivery];
    });
    await say(relay, room, 'one');
    expect(await friend.closed).toEqual({ reason: 'misbehaving', code: undefined });
  });

  it('tells of everything that it delivers', async () => {
    const delivered: string[] = [];
    const relay = createMaliciousRelay({
      onDelivery: ({ to, data, attack }) =>
        delivered.push(
          `${typeof data === 'string' ? 'event' : 'frame'} to ${to}${attack ? `, ${attack}` : ''}`,
        ),
    });
    const { room } = await twoIn(relay);
    void relay.attack('replay');
    await say(relay, room, 'one');
    expect(delivered).toEqual([
      ...['event to 1', 'event to 1', 'event to 2'],
      ...['frame to 1', 'frame to 2', 'frame to 2, replay'],
    ]);
  });

  it('does not attack where there is nothing for it', async () => {
    const { relay, room, friend, told } = await scene();
    let isDone = false;
    void relay.attack('splice', { to: friend }).then(() => (isDone = true));
    await say(relay, room, 'one');
    expect([told, isDone]).toEqual([['1 says one'], false]);
  });

  it('can withhold everything, who leaves as well', async () => {
    const { relay, room, friend } = await scene();
    const left = eventsOf(room, 'left');
    relay.tamper(() => []);
    await friend.leave();
    await relay.settle();
    expect(left).toEqual([]);
  });
});
