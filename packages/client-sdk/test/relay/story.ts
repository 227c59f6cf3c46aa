import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import {
  additionalData,
  decodeBase64url,
  decodeEnvelopeBody,
  decodeEnvelopeHeader,
  encodeBase64url,
  encodeEnvelope,
  encodeMessage,
  encodeUtf8,
  formatRoomLink,
  initialView,
  nextView,
  readU32,
  type EnvelopeHeader,
  type Member,
  type PresenceJoin,
  type RoomJoined,
} from '@pug-network/protocol';

/** How a frame differs from one that its sender would send now. */
export interface Twist {
  readonly seq?: number;
  readonly epoch?: number;
  readonly view?: Uint8Array;
  readonly kind?: number;
  /** The memberId that the blob is bound to, where the frame names another. */
  readonly boundTo?: number;
}

/** A message of the client, opened. */
export interface Opened extends EnvelopeHeader {
  readonly senderId: number;
  readonly body: Uint8Array;
  readonly iv: string;
}

/** What happens in one room, as a relay and the other members have it; AES by node:crypto, not by the code under test. */
export class Story {
  readonly key = new Uint8Array(randomBytes(32));
  readonly roomId = encodeBase64url(randomBytes(16));
  readonly roomSecret = encodeBase64url(randomBytes(16));
  readonly #members = new Map<number, Member>();
  readonly #seqs = new Map<number, number>();
  /** memberId → the view at it. */
  readonly #views: Uint8Array[] = [initialView()];

  link(origin: string): string {
    return formatRoomLink({ origin, roomId: this.roomId, roomSecret: this.roomSecret, key: this.key });
  }

  /** The highest memberId given out. */
  get epoch(): number {
    return this.#views.length - 1;
  }

  viewAt(epoch: number): Uint8Array {
    return this.#views[epoch] ?? initialView();
  }

  /** What a message sealed at `epoch` carries of the view. */
  prefixAt(epoch: number): Uint8Array {
    return this.viewAt(epoch).slice(0, 16);
  }

  /** Lets the client in that came with `tag`. */
  admit(tag: string, fields: Partial<RoomJoined> = {}): RoomJoined {
    const members = Array.from(this.#members.values());
    const view = encodeBase64url(this.viewAt(this.epoch));
    const { memberId, username } = this.#add(tag);
    return {
      type: 'room:joined',
      memberId,
      username,
      creator: memberId === 1,
      members,
      view,
      capacity: 10,
      expiresAt: 1_900_000_000_000,
      ttlRemaining: 3_600_000,
      ...fields,
    };
  }

  /** Somebody else comes in. */
  arrival(): PresenceJoin {
    const tag = encodeBase64url(randomBytes(16));
    return { type: 'presence:join', ...this.#add(tag), tag };
  }

  leave(memberId: number): void {
    this.#members.delete(memberId);
  }

  /** What `senderId` says, sealed. */
  frame(senderId: number, text: string | Uint8Array, twist: Twist = {}): Uint8Array {
    const { epoch = this.epoch, kind = typeof text === 'string' ? 0 : 2, boundTo = senderId } = twist;
    const seq = twist.seq ?? (this.#seqs.get(senderId) ?? 0) + 1;
    this.#seqs.set(senderId, seq);
    const view = twist.view ?? this.prefixAt(epoch);
    const body = typeof text === 'string' ? encodeUtf8(text) : text;
    return encodeMessage(senderId, this.#seal(boundTo, encodeEnvelope({ seq, epoch, view, kind, body })));
  }

  /** A frame around any plaintext at all. */
  frameOf(senderId: number, plaintext: Uint8Array): Uint8Array {
    return encodeMessage(senderId, this.#seal(senderId, plaintext));
  }

  /** Opens a frame as another member would. Throws where it does not open. */
  open(frame: Uint8Array): Opened {
    const senderId = readU32(frame, 1);
    const iv = frame.subarray(5, 17);
    const decipher = createDecipheriv('aes-256-gcm', this.key, iv);
    decipher.setAAD(additionalData(this.roomId, senderId)).setAuthTag(frame.subarray(-16));
    const plaintext = new Uint8Array(
      Buffer.concat([decipher.update(frame.subarray(17, -16)), decipher.final()]),
    );
    const header = decodeEnvelopeHeader(plaintext);
    const body = decodeEnvelopeBody(plaintext);
    if (header === undefined || body === undefined) throw new Error('the client sent no envelope');
    return { ...header, senderId, body, iv: Buffer.from(iv).toString('hex') };
  }

  textOf(frame: Uint8Array): string {
    return Buffer.from(this.open(frame).body).toString();
  }

  #add(tag: string): Member {
    const memberId = this.epoch + 1;
    const member = { memberId, username: `calm-otter-${memberId}` };
    const bytes = decodeBase64url(tag) ?? new Uint8Array(16);
    this.#views.push(nextView(sha256, this.viewAt(memberId - 1), memberId, bytes, member.username));
    this.#members.set(memberId, member);
    return member;
  }

  #seal(senderId: number, plaintext: Uint8Array): Uint8Array {
    const iv = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.key, iv).setAAD(additionalData(this.roomId, senderId));
    return new Uint8Array(Buffer.concat([iv, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]));
  }
}

const sha256 = (bytes: Uint8Array): Uint8Array => new Uint8Array(createHash('sha256').update(bytes).digest());
