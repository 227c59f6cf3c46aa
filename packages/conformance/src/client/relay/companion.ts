import { encodeMessage, encodePlaintext, sealBlob, type Envelope } from '../../wire/envelope.js';
import type { Named } from '../../wire/member.js';

/** What is unusual about a frame; what is left out is as a good client makes it. */
export interface Oddities extends Partial<Omit<Envelope, 'body'>> {
  readonly body?: string | Buffer;
  /** Instead of the padded envelope. */
  readonly plaintext?: Buffer;
  readonly key?: Buffer;
  /** In the additional authenticated data. */
  readonly roomId?: string;
  /** Likewise. */
  readonly sealedAs?: number;
}

/** What a companion has to know of its room. */
interface Surroundings {
  readonly key: Buffer;
  readonly roomId: string;
  /** The memberId that was given last. */
  readonly last: number;
  /** The first bytes of the view at a memberId. */
  prefix(memberId?: number): Buffer;
}

/** Another member, whom the kit plays. */
export class Companion {
  readonly memberId: number;
  readonly username: string;
  readonly tag: string;
  readonly #room: Surroundings;
  #seq = 0;

  constructor(room: Surroundings, { memberId, username }: Named, tag: string) {
    this.#room = room;
    this.memberId = memberId;
    this.username = username;
    this.tag = tag;
  }

  get named(): Named {
    return { memberId: this.memberId, username: this.username };
  }

  /** The next message, sealed: text at the newest view unless it is said otherwise; a `seq` is counted on from. */
  frame(odd: Oddities = {}): Buffer {
    const { key = this.#room.key, roomId = this.#room.roomId, sealedAs = this.memberId } = odd;
    const plaintext = odd.plaintext ?? this.plaintext(odd);
    return encodeMessage(this.memberId, sealBlob({ key, roomId }, sealedAs, plaintext));
  }

  /** What {@link frame} would seal. */
  plaintext(odd: Oddities = {}): Buffer {
    this.#seq = odd.seq ?? this.#seq + 1;
    const {
      version = 1,
      epoch = this.#room.last,
      view = this.#room.prefix(epoch),
      kind = 0,
      body = 'hello',
    } = odd;
    return encodePlaintext({ version, seq: this.#seq, epoch, view, kind, body: Buffer.from(body) });
  }
}
