import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { decodeContent, isReservedKind } from '../../src/content.js';
import { decodeEnvelopeBody, decodeEnvelopeHeader, isEnvelope } from '../../src/envelope.js';
import { blobOf, decodeFrame, readU32 } from '../../src/frames.js';
import { nextView } from '../../src/views.js';
import vectors from '../../vectors/envelope.json';
import { fromBase64url, hex, same, toHex } from '../bytes.js';
import { bytesOf, textOf, type Parts } from './parts.js';

// The frames of the vectors, sealed and opened by node:crypto, and read by this package.

interface Case {
  readonly name: string;
  readonly step: number | null;
  readonly key?: string;
  readonly iv?: string;
  readonly aad?: string;
  readonly plaintext?: Parts;
  readonly frame?: string;
  readonly frameBytes?: number;
  readonly frameSha256?: string;
  readonly event: { readonly message?: { readonly kind: number; readonly body: Parts } } | null;
  readonly usesSeq: boolean;
}
type Sealed = Case & Required<Pick<Case, 'iv' | 'aad' | 'plaintext'>>;

const cases: readonly Case[] = vectors.cases;
const isSealed = (vector: Case): vector is Sealed => vector.plaintext !== undefined;
const key = fromBase64url(vectors.key);
const IV_BYTES = 12;
const TAG_BYTES = 16;
const EPOCH_AT = 5;
const VIEW_AT = 9;
const KIND_AT = 25;
const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();

function seal({ iv, aad, plaintext, key: own }: Sealed): Uint8Array {
  const cipher = createCipheriv('aes-256-gcm', own === undefined ? key : fromBase64url(own), hex(iv));
  cipher.setAAD(hex(aad));
  const ciphertext = Buffer.concat([cipher.update(bytesOf(plaintext)), cipher.final()]);
  return Buffer.concat([hex(iv), ciphertext, cipher.getAuthTag()]);
}

/** What the blob of a frame opens to, under the vectors' key, room and the sender that the frame names. */
function open(frame: Uint8Array): Uint8Array | undefined {
  const read = decodeFrame(frame);
  if (!read.ok || read.value.type !== 'message') throw new TypeError('not a message');
  const blob = blobOf(frame);
  const decipher = createDecipheriv('aes-256-gcm', key, blob.subarray(0, IV_BYTES));
  const sender = Buffer.alloc(4);
  sender.writeUInt32BE(read.value.senderId);
  decipher.setAAD(Buffer.concat([Buffer.from(`pug.v1\0${vectors.roomId}\0`), sender]));
  decipher.setAuthTag(blob.subarray(-TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(blob.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]);
  } catch {
    return undefined;
  }
}

const ownView = nextView(
  sha256,
  hex(vectors.viewBefore),
  vectors.memberId,
  fromBase64url(vectors.tag),
  vectors.username,
);

/** The step of Receiving that refuses what a blob opened to; null where it is shown. The seq is a new one. */
function refusedAt(plaintext: Uint8Array | undefined): number | null {
  if (plaintext === undefined || plaintext.length === 0 || !isEnvelope(plaintext)) return 1;
  const isKnown = readU32(plaintext, EPOCH_AT) === vectors.memberId;
  if (!isKnown || !same(plaintext.subarray(VIEW_AT, KIND_AT), ownView.subarray(0, KIND_AT - VIEW_AT)))
    return 2;
  const kind = plaintext[KIND_AT];
  const body = decodeEnvelopeBody(plaintext);
  return kind !== undefined && body && decodeContent(kind, body) ? null : 4;
}

const frameOf = (vector: Case): Uint8Array =>
  vector.frame === undefined && isSealed(vector)
    ? Buffer.concat([hex('0100000002'), seal(vector)])
    : hex(vector.frame!);

describe.each(cases)('the frame of "$name"', (vector) => {
  it('is found out at its step', () => {
    expect(refusedAt(open(frameOf(vector)))).toBe(vector.step);
  });

  it('uses up its seq exactly where it came to step 4', () => {
    expect(vector.usesSeq).toBe(vector.step === null || vector.step === 4);
  });
});

describe.each(cases.filter(isSealed))('the sealing of "$name"', (vector) => {
  it('is that of its plaintext under its IV and AAD', () => {
    const frame = frameOf(vector);
    expect(same(blobOf(frame), seal(vector))).toBe(true);
    if (vector.frame !== undefined) return;
    expect(frame.length).toBe(vector.frameBytes);
    expect(toHex(sha256(frame))).toBe(vector.frameSha256);
  });

  it('holds what is shown of it', () => {
    const { message } = vector.event ?? {};
    const plaintext = bytesOf(vector.plaintext);
    const { kind } = decodeEnvelopeHeader(plaintext) ?? {};
    const shown = refusedAt(open(frameOf(vector))) === null;
    expect(shown).toBe(message !== undefined);
    if (message)
      expect([kind, toHex(decodeEnvelopeBody(plaintext)!)]).toEqual([message.kind, textOf(message.body)]);
  });
});

describe('what is called unsupported', () => {
  it('is of another version, or of a reserved kind and otherwise well-formed', () => {
    for (const vector of cases.filter(isSealed)) {
      const plaintext = bytesOf(vector.plaintext);
      const isOtherVersion = vector.step === 1 && plaintext.length > 0 && !isEnvelope(plaintext);
      const { kind = 0 } = decodeEnvelopeHeader(plaintext) ?? {};
      const isReserved =
        vector.step === 4 && isReservedKind(kind) && decodeEnvelopeBody(plaintext) !== undefined;
      const isCalledSo = vector.event !== null && 'unsupported' in vector.event;
      expect(isCalledSo, vector.name).toBe(isOtherVersion || isReserved);
    }
  });
});

describe('a plaintext by itself', () => {
  it.each(vectors.plaintexts)('of $name', ({ plaintext, bodyBytes }) => {
    expect(decodeEnvelopeBody(bytesOf(plaintext))?.length ?? null).toBe(bodyBytes);
  });
});

describe('the probe', () => {
  it('is a text of the same sender under the same seq', () => {
    const plaintext = open(hex(vectors.probe))!;
    expect(refusedAt(plaintext)).toBeNull();
    const header = decodeEnvelopeHeader(plaintext)!;
    expect(decodeContent(header.kind, decodeEnvelopeBody(plaintext)!)).toEqual({
      kind: 'text',
      text: 'probe',
    });
    expect(header.seq).toBe(5);
  });
});
