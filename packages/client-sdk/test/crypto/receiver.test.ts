import { encodeBase64url, encodeEnvelope, encodeUtf8, KIND, type Envelope } from '@pug-network/protocol';
import { describe, expect, it } from 'vitest';
import { Receiver, type Arrival, type Verdict } from '../../src/crypto/receiver.js';
import { Views } from '../../src/crypto/views.js';

const OWN = 5;
const tag = encodeBase64url(new Uint8Array(16));

/** A receiver that is member 5 and has been told of 6 and 7, and a way to hand it messages. */
function receiving() {
  const views = new Views(encodeBase64url(new Uint8Array(32)), OWN, tag, 'calm-otter');
  const prefixes = new Map([[OWN, views.prefix]]);
  for (const memberId of [6, 7]) {
    views.append(memberId, tag, 'calm-otter');
    prefixes.set(memberId, views.prefix);
  }
  const receiver = new Receiver(OWN, views);
  const plain = ({ epoch = OWN, body = encodeUtf8('hi'), ...rest }: Partial<Envelope> = {}): Uint8Array =>
    encodeEnvelope({
      seq: 1,
      kind: KIND.text,
      view: prefixes.get(epoch) ?? new Uint8Array(16),
      epoch,
      body,
      ...rest,
    });
  const judge = (envelope: Partial<Envelope>, arrival: Partial<Arrival> = {}): Verdict =>
    receiver.judge({ senderId: 2, plaintext: plain(envelope), knownEpoch: 7, sinceJoinMs: 0, ...arrival });
  return { judge, plain };
}

const UNDECRYPTABLE = { type: 'undecryptable', missing: 0 };
const shown = (seq: number, missing = 0): unknown => ({
  type: 'message',
  missing,
  seq,
  content: { kind: 'text', text: 'hi' },
});

describe('what a receiver makes of a message', () => {
  it('calls undecryptable what did not open', () => {
    const { judge } = receiving();
    expect(judge({}, { plaintext: undefined })).toEqual(UNDECRYPTABLE);
  });

  it('calls another version unsupported, whatever follows', () => {
    const { judge } = receiving();
    expect(judge({}, { plaintext: Uint8Array.of(2) })).toEqual({ type: 'unsupported', missing: 0 });
    expect(judge({}, { plaintext: new Uint8Array(256) })).toEqual({ type: 'unsupported', missing: 0 });
  });

  it.each([0, 1, 9, 25])('calls undecryptable a plaintext of %i bytes', (length) => {
    const { judge } = receiving();
    expect(judge({}, { plaintext: new Uint8Array(length).fill(1) })).toEqual(UNDECRYPTABLE);
  });

  it.each([
    [0, 'dropped'],
    [9_999, 'dropped'],
    [10_000, 'replay'],
    [3_600_000, 'replay'],
  ])('after %i ms in the room, a message from before its join is %s', (sinceJoinMs, type) => {
    const { judge } = receiving();
    expect(judge({ epoch: OWN - 1 }, { sinceJoinMs })).toEqual({ type });
    expect(judge({ epoch: 0 }, { sinceJoinMs })).toEqual({ type });
  });

  it('does not count the seq of a message from before its join', () => {
    const { judge } = receiving();
    judge({ epoch: OWN - 1, seq: 4 });
    expect(judge({ seq: 2 })).toEqual(shown(2));
  });

  it('takes every epoch that it knows under its view', () => {
    const { judge } = receiving();
    expect(judge({ epoch: 5, seq: 1 })).toEqual(shown(1));
    expect(judge({ epoch: 7, seq: 2 })).toEqual(shown(2));
    expect(judge({ epoch: 6, seq: 3 })).toEqual(shown(3));
  });

  it('calls undecryptable another view, without using up the seq', () => {
    const { judge } = receiving();
    expect(judge({ epoch: 6, view: new Uint8Array(16) })).toEqual(UNDECRYPTABLE);
    expect(judge({ epoch: 6 })).toEqual(shown(1));
  });

  it('calls undecryptable an epoch that was not announced when the frame came, though it is by now', () => {
    const { judge } = receiving();
    expect(judge({ epoch: 7 }, { knownEpoch: 6 })).toEqual(UNDECRYPTABLE);
    expect(judge({ epoch: 7 }, { knownEpoch: 7 })).toEqual(shown(1));
  });

  it('calls a seq that is not new a replay', () => {
    const { judge } = receiving();
    expect(judge({ seq: 3 })).toEqual(shown(3));
    expect([3, 2, 1, 0].map((seq) => judge({ seq }))).toEqual(Array(4).fill({ type: 'replay' }));
    expect(judge({ seq: 4 })).toEqual(shown(4));
  });

  it('counts what a jump skips', () => {
    const { judge } = receiving();
    judge({ seq: 3 });
    expect(judge({ seq: 7 })).toEqual(shown(7, 3));
    expect(judge({ seq: 0xffff_ffff })).toEqual(shown(0xffff_ffff, 0xffff_ffff - 8));
  });

  it('counts from 1 for those who came later, from the first seen for those before', () => {
    const { judge } = receiving();
    expect(judge({ seq: 9, epoch: 7 }, { senderId: 4 })).toEqual(shown(9));
    expect(judge({ seq: 9, epoch: 7 }, { senderId: 7 })).toEqual(shown(9, 8));
    expect(judge({ seq: 1, epoch: 7 }, { senderId: 6 })).toEqual(shown(1));
  });

  it('calls seq 0 a replay', () => {
    const { judge } = receiving();
    expect(judge({ seq: 0 }, { senderId: 4 })).toEqual({ type: 'replay' });
    expect(judge({ seq: 0, epoch: 7 }, { senderId: 7 })).toEqual({ type: 'replay' });
  });

  it.each([
    ['a damaged padding', (plaintext: Uint8Array) => plaintext.map((byte) => (byte === 0x80 ? 0x81 : byte))],
    ['a block too many', (plaintext: Uint8Array) => new Uint8Array([...plaintext, ...new Uint8Array(256)])],
    ['a byte too few', (plaintext: Uint8Array) => plaintext.subarray(0, -1)],
    ['an end right behind the kind', (plaintext: Uint8Array) => plaintext.subarray(0, 26)],
    ['an end right behind the view', (plaintext: Uint8Array) => plaintext.subarray(0, 25)],
  ])('calls undecryptable %s, and counts it and the gap before it', (_, damage) => {
    const { judge, plain } = receiving();
    judge({ seq: 1 });
    expect(judge({}, { plaintext: damage(plain({ seq: 4 })) })).toEqual({
      type: 'undecryptable',
      missing: 2,
    });
    expect(judge({ seq: 4 })).toEqual({ type: 'replay' });
    expect(judge({ seq: 5 })).toEqual(shown(5));
  });

  it.each([3, 64, 127])('calls the reserved kind %i unsupported and counts it', (kind) => {
    const { judge } = receiving();
    expect(judge({ kind })).toEqual({ type: 'unsupported', missing: 0 });
    expect(judge({ seq: 2 })).toEqual(shown(2));
  });

  it.each([
    ['text that is not UTF-8', KIND.text, Uint8Array.of(0xff)],
    ['JSON that is not JSON', KIND.json, encodeUtf8('{')],
    ['JSON that is not UTF-8', KIND.json, Uint8Array.of(0x22, 0xc3, 0x22)],
    ['JSON of no bytes', KIND.json, new Uint8Array(0)],
  ])('calls undecryptable %s and counts it', (_, kind, body) => {
    const { judge } = receiving();
    expect(judge({ kind, body })).toEqual(UNDECRYPTABLE);
    expect(judge({ seq: 2 })).toEqual(shown(2));
  });
});
