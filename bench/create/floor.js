/**
 * What making a room cannot do without: the hashes and the random bytes that protocol.md asks for, and nothing else. The
 * random bytes come as they do in the relay, many at a time: a call for each id would cost more than the hashes.
 */
import { createHmac, hash, randomBytes, randomFillSync } from 'node:crypto';

const CLAIMS_BYTES = 23;
const PROOF_CHARS = 61;
const SECRET_CHARS = 22;
/** View, memberId, tag and a name. */
const VIEW_INPUT_BYTES = 64;
const POOL_BYTES = 4_096;
const SESSION_TOKEN_BYTES = 24;
const ID_AND_SECRET_BYTES = 32;

const key = randomBytes(32);
const claims = randomBytes(CLAIMS_BYTES);
const proofInput = Buffer.alloc(PROOF_CHARS, 'a');
const secret = Buffer.alloc(SECRET_CHARS, 'b');
const viewInput = randomBytes(VIEW_INPUT_BYTES);
const pool = Buffer.alloc(POOL_BYTES);
let left = 0;

export const floor = {
  /** The token's HMAC, the proof's digest, the session's token. */
  redeem() {
    createHmac('sha256', key).update(claims).digest();
    hash('sha256', proofInput, 'buffer');
    draw(SESSION_TOKEN_BYTES);
  },
  /** The room's id and its secret, the secret's digest. */
  create() {
    draw(ID_AND_SECRET_BYTES);
    hash('sha256', secret, 'latin1');
  },
  /** The digest of the secret that was sent, the next view. */
  join() {
    hash('sha256', secret, 'buffer');
    hash('sha256', viewInput, 'buffer');
  },
};

/** @param {number} bytes */
function draw(bytes) {
  left -= bytes;
  if (left >= 0) return;
  randomFillSync(pool);
  left = POOL_BYTES - bytes;
}
