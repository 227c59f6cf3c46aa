/** Rooms that stand. What a client knows of them is kept outside of V8's heap, so that the heap holds the relay alone. */
import { answer, createHead, joinText, proof, read, redeem } from './client.js';

/** What the relay remembers of redeemed tokens ends before the next ones are made: it takes no more than 100,000. */
const CHUNK = 50_000;
const CHALLENGE_TTL_MS = 121_000;
const ID_BYTES = 16;
const ACCESS_BYTES = 2 * ID_BYTES;

export class StandingRooms {
  #relay;
  #access;

  /**
   * @param {import('./null-relay.js').NullRelay} relay
   * @param {number} count
   */
  constructor(relay, count) {
    this.#relay = relay;
    this.#access = Buffer.alloc(count * ACCESS_BYTES);
  }

  /** Makes all of them, joined by nobody yet. Time passes for the relay. */
  fill() {
    const count = this.#access.length / ACCESS_BYTES;
    for (let slot = 0; slot < count; slot++) {
      if (slot % CHUNK === 0) this.#relay.clock.forward(CHALLENGE_TTL_MS);
      this.keep(
        slot,
        answer(this.#relay.core, createHead(redeem(this.#relay.core, proof(this.#relay.core)))),
      );
    }
    this.forgetTokens();
  }

  /** Lets what the relay remembers of redeemed tokens expire: it looks when the next one is redeemed. */
  forgetTokens() {
    this.#relay.clock.forward(CHALLENGE_TTL_MS);
    redeem(this.#relay.core, proof(this.#relay.core));
  }

  /**
   * @param {number} slot
   * @param {import('./null-relay.js').Reply} created
   */
  keep(slot, created) {
    const { roomId, roomSecret } = read(created);
    const at = slot * ACCESS_BYTES;
    this.#access.write(roomId, at, 'base64url');
    this.#access.write(roomSecret, at + ID_BYTES, 'base64url');
  }

  /**
   * @param {number} slot
   * @returns {Buffer} the frame that joins this room
   */
  joinText(slot) {
    const at = slot * ACCESS_BYTES;
    const text = (/** @type {number} */ start) => this.#access.toString('base64url', start, start + ID_BYTES);
    return joinText({ roomId: text(at), roomSecret: text(at + ID_BYTES) });
  }
}
