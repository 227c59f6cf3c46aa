import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { SipQueue, Sips } from '../../src/engines/sips.js';

const SIP_BYTES = 4_096;
const MESSAGE_SIP_BYTES = 16_384;
const MOST_MS = 2;
const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

/** A stream that is read in sips, and what it hands on. */
function sipped(queue = new SipQueue()) {
  const socket = new PassThrough({ highWaterMark: 1_000_000 });
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  const sips = new Sips(socket, queue);
  const lengths = () => chunks.map(({ length }) => length);
  return { socket, sips, chunks, lengths };
}

/** Bytes of which no two neighbouring blocks are equal. */
const bytes = (length: number): Buffer =>
  Buffer.from(Array.from({ length }, (_, at) => (at * 7 + (at >> 8)) & 0xff));

describe('a socket that is read in sips', () => {
  it('hands on what is short as it came', async () => {
    const { socket, lengths } = sipped();
    socket.write(bytes(300));
    await nextTurn();
    socket.write(bytes(SIP_BYTES));
    await nextTurn();
    expect(lengths()).toEqual([300, SIP_BYTES]);
  });

  it('hands on what is long by 4 KiB, one in each turn of the loop', async () => {
    const { socket, lengths } = sipped();
    socket.write(bytes(2 * SIP_BYTES + 5));
    const seen: number[] = [];
    for (let turn = 0; turn < 10 && seen.at(-1) !== 3; turn++) {
      await nextTurn();
      seen.push(lengths().length);
    }
    expect(seen.every((count, at) => count - (seen[at - 1] ?? 0) <= 1)).toBe(true);
    expect(lengths()).toEqual([SIP_BYTES, SIP_BYTES, 5]);
  });

  it('hands on messages by 16 KiB', async () => {
    const { socket, sips, lengths } = sipped();
    sips.upgraded();
    socket.write(bytes(2 * MESSAGE_SIP_BYTES + 5));
    for (let turn = 0; turn < 5; turn++) await nextTurn();
    expect(lengths()).toEqual([MESSAGE_SIP_BYTES, MESSAGE_SIP_BYTES, 5]);
  });

  it('lets others come in between', async () => {
    const { socket, lengths } = sipped();
    const other = sipped();
    socket.write(bytes(50 * SIP_BYTES));
    await nextTurn();
    other.socket.write(bytes(10));
    await nextTurn();
    await nextTurn();
    expect(other.lengths()).toEqual([10]);
    expect(lengths().length).toBeLessThan(10);
  });

  it('hands on everything in its order, and then the end', async () => {
    const { socket, chunks } = sipped();
    const sent = bytes(100_000);
    let at = 0;
    for (const length of [1, 4_095, 4_096, 4_097, 60_000, 27_711]) {
      socket.write(sent.subarray(at, (at += length)));
      await nextTurn();
    }
    socket.end();
    await once(socket, 'end');
    expect(Buffer.concat(chunks).equals(sent)).toBe(true);
  });

  it.each([
    ['a turn after the last bytes', false, ['last']],
    ['with the last bytes, once it is upgraded', true, ['last', 'end']],
  ])('hands on the end %s', async (_when, isUpgraded, inOneTurn) => {
    const socket = new PassThrough();
    const sips = new Sips(socket, new SipQueue());
    const seen: string[] = [];
    socket.on('data', (chunk: Buffer) => seen.push(chunk.toString())).on('end', () => seen.push('end'));
    if (isUpgraded) sips.upgraded();
    await nextTurn();
    socket.end('last');
    for (let tick = 0; tick < 10; tick++) await new Promise((resolve) => process.nextTick(resolve));
    expect(seen).toEqual(inOneTurn);
    await nextTurn();
    await nextTurn();
    expect(seen).toEqual(['last', 'end']);
  });

  it('hands on nothing more once it is discarding, and tells of the end', async () => {
    const { socket, sips, lengths } = sipped();
    socket.write(bytes(10 * SIP_BYTES));
    await nextTurn();
    const before = lengths().length;
    const ended = new Promise<void>((resolve) => sips.discard(resolve));
    socket.write(bytes(100));
    socket.end();
    await ended;
    expect(before).toBeLessThan(10);
    expect(lengths()).toHaveLength(before);
  });

  it('hands on nothing while it is paused, though it be in the queue, and all of it afterwards', async () => {
    const { socket, chunks } = sipped();
    const sent = bytes(3 * SIP_BYTES);
    socket.once('data', () => socket.pause());
    socket.write(sent);
    for (let turn = 0; turn < 5; turn++) await nextTurn();
    expect(chunks).toHaveLength(1);
    socket.end();
    socket.resume();
    await once(socket, 'end');
    expect(Buffer.concat(chunks).equals(sent)).toBe(true);
  });

  it('notices the end of one that was paused', async () => {
    const { socket, lengths } = sipped();
    socket.pause();
    socket.end(bytes(10));
    await nextTurn();
    expect(lengths()).toEqual([]);
    socket.resume();
    await once(socket, 'end');
    expect(lengths()).toEqual([10]);
  });

  it('discards what comes of one that was paused', async () => {
    const { socket, sips, lengths } = sipped();
    socket.pause();
    socket.end(bytes(2 * SIP_BYTES));
    await new Promise<void>((resolve) => sips.discard(resolve));
    expect(lengths()).toEqual([]);
  });

  it('sends all answers to one sip at once', async () => {
    const { socket } = sipped();
    const corked: number[] = [];
    socket.on('data', () => corked.push(socket.writableCorked));
    socket.write(bytes(2 * SIP_BYTES));
    for (let turn = 0; turn < 3; turn++) await nextTurn();
    expect(corked).toEqual([1, 1]);
    expect(socket.writableCorked).toBe(0);
  });
});

describe('the queue for sips', () => {
  /** A queue in which each sip takes so many ms, and the names of who has had one. */
  function timed(ms: number) {
    let now = 0;
    const queue = new SipQueue(() => now);
    const served: string[] = [];
    const take = (name: string) => () => {
      served.push(name);
      now += ms;
    };
    return { queue, served, take };
  }

  it('serves as many in one turn as there is time for, and the others in their order', async () => {
    const { queue, served, take } = timed(MOST_MS / 2);
    for (const name of 'abcde') queue.add(take(name));
    await nextTurn();
    expect(served.join('')).toBe('ab');
    await nextTurn();
    expect(served.join('')).toBe('abcd');
    await nextTurn();
    expect(served.join('')).toBe('abcde');
  });

  it('serves one in each turn, however long that takes', async () => {
    const { queue, served, take } = timed(100 * MOST_MS);
    for (const name of 'abc') queue.add(take(name));
    for (const expected of ['a', 'ab', 'abc', 'abc']) {
      await nextTurn();
      expect(served.join('')).toBe(expected);
    }
  });

  it('serves nobody twice in one turn, and who comes again behind everybody else', async () => {
    const { queue, served, take } = timed(0);
    const again = (name: string) => (): void => {
      take(name)();
      if (served.length < 6) queue.add(again(name));
    };
    for (const name of 'ab') queue.add(again(name));
    await nextTurn();
    expect(served.join('')).toBe('ab');
    queue.add(take('c'));
    await nextTurn();
    expect(served.join('')).toBe('ababc');
  });

  it('gives a sip of one socket before the second of another', async () => {
    const queue = new SipQueue(() => 0);
    const [one, other] = [sipped(queue), sipped(queue)];
    for (const { socket } of [one, other]) socket.write(bytes(10 * SIP_BYTES));
    for (let turn = 0; turn < 4; turn++) await nextTurn();
    const [ones, others] = [one.lengths().length, other.lengths().length];
    expect(ones).toBeGreaterThan(1);
    expect(Math.abs(ones - others)).toBeLessThanOrEqual(1);
  });
});
