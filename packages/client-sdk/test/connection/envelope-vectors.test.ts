import { createCipheriv } from 'node:crypto';
import { decodeBase64url, encodeBase64url, type Content, type RoomJoined } from '@pug-network/protocol';
import vectors from '@pug-network/protocol/vectors/envelope.json';
import { describe, expect, it } from 'vitest';
import { Session } from '../../src/connection/session.js';
import type { Verdict } from '../../src/crypto/receiver.js';
import { fromHex } from '../bytes.js';
import { environmentOf, FakeClock } from '../fake-clock.js';
import { deferred, within } from '../relay/wait.js';
import { cipherOf, FakeSocket } from '../talking.js';

// The frames of packages/protocol/vectors/envelope.json, each to a session that has just joined.

/** In one piece, or in pieces and runs to be joined. */
type Parts = string | readonly (string | { readonly repeat: string; readonly times: number })[];

interface Case {
  readonly name: string;
  readonly sinceJoinMs?: number;
  readonly iv?: string;
  readonly aad?: string;
  readonly plaintext?: Parts;
  readonly frame?: string;
  readonly event: { readonly message?: { readonly kind: number; readonly body: Parts } } | null;
  readonly usesSeq: boolean;
}

const { roomId, memberId, username, tag } = vectors;
const cases: readonly Case[] = vectors.cases;
const key = new Uint8Array(decodeBase64url(vectors.key)!);
const joined: RoomJoined = {
  type: 'room:joined',
  memberId,
  username,
  creator: false,
  members: [{ memberId: 2, username: 'quiet-heron' }],
  view: encodeBase64url(fromHex(vectors.viewBefore)),
  capacity: 10,
  expiresAt: 1_900_000_000_000,
  ttlRemaining: 3_600_000,
};

const bytesOf = (parts: Parts): Uint8Array<ArrayBuffer> =>
  fromHex(
    typeof parts === 'string'
      ? parts
      : parts.map((part) => (typeof part === 'string' ? part : part.repeat.repeat(part.times))).join(''),
  );

/** The frame of a case; a long one is sealed here, as the vectors tell. */
function frameOf({ frame, iv = '', aad = '', plaintext = '' }: Case): Uint8Array {
  if (frame !== undefined) return fromHex(frame);
  const cipher = createCipheriv('aes-256-gcm', key, fromHex(iv));
  cipher.setAAD(fromHex(aad));
  const ciphertext = Buffer.concat([cipher.update(bytesOf(plaintext)), cipher.final()]);
  return Buffer.concat([fromHex('0100000002'), fromHex(iv), ciphertext, cipher.getAuthTag()]);
}

/** What a session makes of frames, one after the other, so long after its join. */
async function verdictsOn(frames: readonly Uint8Array[], sinceJoinMs: number): Promise<unknown[]> {
  const clock = new FakeClock();
  const cipher = await cipherOf({ key, roomId });
  const session = new Session(new FakeSocket(), joined, tag, cipher, environmentOf(clock));
  const verdicts: unknown[] = [];
  const { promise: end, resolve } = deferred();
  session.listen({
    acknowledge: () => undefined,
    echoed: () => undefined,
    judged: (senderId, verdict) => verdicts.push(inVectorTerms(senderId, verdict)),
    joined: () => undefined,
    left: () => undefined,
    denied: () => undefined,
    end: () => resolve(),
  });
  session.start();
  clock.advance(sinceJoinMs);
  for (const frame of frames) session.onBytes(frame);
  session.onClosed(1006);
  await within(end, 'the end of the session');
  return verdicts;
}

/** What the vectors say of a verdict; a message with its content in place of its body. */
function inVectorTerms(from: number, verdict: Verdict): object | null {
  if (verdict.type === 'dropped') return null;
  return verdict.type === 'message' ? { message: { from, ...verdict.content } } : { [verdict.type]: from };
}

function contentOf(kind: number, body: Uint8Array<ArrayBuffer>): Content {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(body);
  if (kind === 0) return { kind: 'text', text };
  if (kind === 1) return { kind: 'json', value: JSON.parse(text) as unknown };
  return kind === 2 ? { kind: 'bytes', bytes: body } : { kind: 'application', type: kind, bytes: body };
}

const PROBE = { message: { from: 2, kind: 'text', text: 'probe' } };

describe('a session that has just joined, given', () => {
  it.each(cases)('$name', async (vector) => {
    const { event, usesSeq, sinceJoinMs = 0 } = vector;
    const message = event?.message;
    const expected = message
      ? { message: { from: 2, ...contentOf(message.kind, bytesOf(message.body)) } }
      : event;
    const verdicts = await verdictsOn([frameOf(vector), fromHex(vectors.probe)], sinceJoinMs);
    expect(verdicts).toEqual([expected, usesSeq ? { replay: 2 } : PROBE]);
  });
});
