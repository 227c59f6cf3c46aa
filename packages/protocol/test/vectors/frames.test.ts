import { describe, expect, it } from 'vitest';
import { MAX_FRAME_BYTES } from '../../src/constants.js';
import { blobOf, decodeFrame, type Frame } from '../../src/frames.js';
import { openConnection, transitionConnection } from '../../src/lifecycle/connection.js';
import vectors from '../../vectors/frames.json';
import { bytesOf } from './parts.js';

/** A frame in the words of the vectors. */
const inWords = (frame: Frame, bytes: Uint8Array): object =>
  frame.type === 'message' ? { ...frame, blobBytes: blobOf(bytes).length } : frame;

/** What a relay makes of a frame: what it reads, or the error event that it answers with. */
function atRelay(bytes: Uint8Array, isMember: boolean): object {
  const frame = decodeFrame(bytes);
  const state = isMember ? ({ step: 'member', memberId: vectors.memberId } as const) : openConnection();
  const { state: next, effects } = frame.ok
    ? transitionConnection(state, { type: 'frame', frame: frame.value })
    : transitionConnection(state, { type: 'refused', code: frame.code });
  if (frame.ok && next.step !== 'out') return { accepted: inWords(frame.value, bytes) };
  const [report] = effects;
  return { refused: report?.type === 'report' && report.code };
}

/** What a client makes of one; what it cannot read is a relay that misbehaves. */
function atClient(bytes: Uint8Array): object {
  const frame = decodeFrame(bytes);
  if (!frame.ok) return { refused: 'misbehaving relay' };
  return frame.value.type === 'unknown' ? { ignored: true } : { accepted: inWords(frame.value, bytes) };
}

describe('a binary frame to the relay', () => {
  const read = vectors.toRelay.filter(({ ended }) => ended === undefined);
  const tooLong = vectors.toRelay.filter(({ ended }) => ended !== undefined);

  it.each(read)('$name', ({ frame, joined, accepted, refused }) => {
    const expected = accepted === undefined ? { refused } : { accepted };
    expect(atRelay(bytesOf(frame), joined ?? true)).toEqual(expected);
  });

  it.each(tooLong)('$name is over the limit of the engine, and refused behind it as well', ({ frame }) => {
    expect(bytesOf(frame).length).toBeGreaterThan(MAX_FRAME_BYTES);
    expect(atRelay(bytesOf(frame), true)).toEqual({ refused: 'bad_frame' });
  });
});

describe('a binary frame to a client', () => {
  it.each(vectors.toClient)('$name', ({ frame, accepted, ignored, refused }) => {
    const expected = accepted ? { accepted } : ignored ? { ignored } : { refused };
    expect(atClient(bytesOf(frame))).toEqual(expected);
  });
});
