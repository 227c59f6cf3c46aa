/**
 * What making a room cannot do without: the hashes and the random bytes that protocol.md asks for, and nothing else, each in
 * the cheapest way that Node has. Random bytes come many at a time, and digests as text: a Buffer for each would cost more
 * than the hash.
 */
import { hash, randomBytes, randomFillSync } from 'node:crypto';

const BLOCK_BYTES = 64;
const CLAIMS_BYTES = 23;
const DIGEST_BYTES = 32;
const PROOF_CHARS = 61;
const SECRET_CHARS = 22;
/** View, memberId, tag and a name. */
const VIEW_INPUT_BYTES = 64;
const POOL_BYTES = 4_096;
const SESSION_TOKEN_BYTES = 24;
const ID_AND_SECRET_BYTES = 32;

const claims = randomBytes(BLOCK_BYTES + CLAIMS_BYTES);
const innerDigest = randomBytes(BLOCK_BYTES + DIGEST_BYTES);
const proofInput = 'a'.repeat(PROOF_CHARS);
const secret = 'b'.repeat(SECRET_CHARS);
const viewInput = randomBytes(VIEW_INPUT_BYTES);
const pool = Buffer.alloc(POOL_BYTES);
let left = 0;

export const floor = {
  /** The token's HMAC, which is two hashes of a padded key and something; the proof's digest, the session's token. */
  redeem() {
    digest(claims);
    digest(innerDigest);
    digest(proofInput);
    draw(SESSION_TOKEN_BYTES);
  },
  /** The room's id and its secret, the secret's digest. */
  create() {
    draw(ID_AND_SECRET_BYTES);
    digest(secret);
  },
  /** The digest of the secret that was sent, the next view. */
  join() {
    digest(secret);
    digest(viewInput);
  },
};

/** @param {string | Uint8Array} data */
const digest = (data) => hash('sha256', data, 'binary');

/** @param {number} bytes */
function draw(bytes) {
  left -= bytes;
  if (left >= 0) return;
  randomFillSync(pool);
  left = POOL_BYTES - bytes;
}
