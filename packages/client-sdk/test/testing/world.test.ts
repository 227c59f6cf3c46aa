import { describe, expect, it, vi } from 'vitest';
import { createRoom, joinRoom } from '../../src/index.js';
import { createTestRelay } from '../../src/testing/index.js';
import { Queue } from '../../src/testing/world/queue.js';
import { codeOf, eventsOf, twoIn } from './people.js';

describe('the clock of a test relay', () => {
  it('stands still until it is moved, and rings in the order of what falls due', async () => {
    const { clock } = createTestRelay();
    const rung: string[] = [];
    const ring = (name: string) => (): void => void rung.push(`${name} at ${clock.now()}`);
    clock.after(20, ring('b'));
    clock.after(10, () => {
      ring('a')();
      clock.after(5, ring('in between'));
    });
    clock.after(20, ring('c'));
    const cancel = clock.after(20, ring('never'));
    clock.after(31, ring('later'));
    cancel();
    const wall = clock.wallNow();
    await clock.advance(30);
    expect(rung).toEqual(['a at 10', 'in between at 15', 'b at 20', 'c at 20']);
    expect([clock.now(), clock.wallNow() - wall]).toEqual([30, 30]);
  });

  it('does what is due at once in the next turn', async () => {
    const { clock } = createTestRelay();
    const rung: string[] = [];
    clock.after(0, () => rung.push('soon'));
    clock.after(0, () => rung.push('never'))();
    expect(rung).toEqual([]);
    await clock.advance(0);
    expect(rung).toEqual(['soon']);
  });

  it('goes forward alone, one move after the other', async () => {
    const { clock } = createTestRelay();
    expect(() => clock.advance(-1)).toThrow(RangeError);
    await Promise.all([clock.advance(10), clock.advance(5)]);
    expect(clock.now()).toBe(15);
  });

  it('takes a room through its whole life in no time', async () => {
    const relay = createTestRelay();
    const { room, friend } = await twoIn(relay);
    await relay.clock.advance(3_599_999);
    expect([room.state, friend.ttlRemaining]).toEqual(['joined', 1]);
    await relay.clock.advance(1);
    expect([(await room.closed).reason, (await friend.closed).reason]).toEqual(['expired', 'expired']);
  });
});

describe('a test relay is quiet', () => {
  it('once a room is made, though nobody has awaited it', async () => {
    const relay = createTestRelay();
    await createRoom(relay.origin, relay.platform);
    let isThere = false;
    void createRoom(relay.origin, relay.platform).then(() => (isThere = true));
    await relay.settle();
    expect(isThere).toBe(true);
  });

  it('once everything sent has been told', async () => {
    const relay = createTestRelay();
    const { room, friend } = await twoIn(relay);
    const heard = eventsOf(friend, 'message');
    for (let i = 0; i < 30; i++) void room.send(new Uint8Array(i * 10));
    friend.on('message', ({ seq }) => void (seq === 30 && friend.send('all')));
    await relay.settle();
    expect(heard.map(({ from, seq }) => [from.memberId, seq])).toEqual([
      ...Array.from({ length: 30 }, (_, i) => [1, i + 1]),
      [2, 1],
    ]);
  });

  it('once what goes on elsewhere is over, or has taken too long', async () => {
    const queue = new Queue();
    const told: string[] = [];
    const release = queue.hold(60_000);
    queue.hold(1);
    const quiet = queue.quiet().then(() => told.push('quiet'));
    queue.push(() => void told.push('done'));
    queue.push(() => queue.push(release));
    await quiet;
    release();
    expect(told).toEqual(['done', 'quiet']);
  });

  it('under a runner’s fake timers as well', async () => {
    vi.useFakeTimers();
    try {
      const relay = createTestRelay();
      const { room, friend } = await twoIn(relay);
      const heard = eventsOf(friend, 'message');
      await room.send('hello');
      await relay.clock.advance(30_000);
      expect(heard).toMatchObject([{ text: 'hello' }]);
    } finally {
      vi.useRealTimers();
    }
  });

  it('though a listener throws', async () => {
    const relay = createTestRelay();
    const thrown: unknown[] = [];
    const catching = (error: unknown): void => void thrown.push(error);
    process.once('uncaughtException', catching);
    const socket = new relay.platform.WebSocket('wss://relay.test/ws', 'pug.v1');
    socket.addEventListener('open', () => {
      throw new Error('mine');
    });
    await relay.settle();
    expect([socket.readyState, thrown]).toEqual([1, [new Error('mine')]]);
  });
});

describe('what a client gives up', () => {
  it('is given up: a join, a request', async () => {
    const relay = createTestRelay();
    const { room } = await twoIn(relay);
    relay.stall();
    const control = new AbortController();
    const options = { ...relay.platform, signal: control.signal };
    const failures = [codeOf(joinRoom(room.link, options)), codeOf(createRoom(relay.origin, options))];
    await relay.settle();
    control.abort();
    expect(await Promise.all(failures)).toEqual(['aborted', 'aborted']);
    expect(await codeOf(joinRoom(room.link, options))).toBe('aborted');
    relay.resume();
    await relay.settle();
    expect(room.members.length).toBe(2);
  });
});
