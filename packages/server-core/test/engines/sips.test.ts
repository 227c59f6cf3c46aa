import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { Sips } from '../../src/engines/sips.js';

const SIP_BYTES = 4_096;
const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

/** A stream that is read in sips, and what it hands on. */
function sipped() {
  const socket = new PassThrough({ highWaterMark: 1_000_000 });
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  const sips = new Sips(socket);
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

  it('sends all answers to one sip at once', async () => {
    const { socket } = sipped();
    const corked: number[] = [];
    socket.on('data', () => corked.push(socket.writableCorked));
    socket.write(bytes(2 * SIP_BYTES));
    await nextTurn();
    await nextTurn();
    expect(corked).toEqual([1, 0]);
    expect(socket.writableCorked).toBe(0);
  });
});
