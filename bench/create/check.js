/** What the core must answer before anything is timed: a gate that checks nothing would be fast. */
import { answer, createHead, joinText, nullSocket, proof, read, redeem } from './client.js';

/** @param {import('./null-relay.js').Core} core */
export function checkAnswers(core) {
  const body = proof(core);
  const { token, nonce } = JSON.parse(body.toString());
  const wrong = [wrongNonce(core), { token: forged(token), nonce }];
  for (const redemption of wrong) expectRefusal(redeemed(core, redemption), 'pow_invalid');
  const session = redeem(core, body);
  expectRefusal(redeem(core, body), 'pow_replayed');
  const head = createHead(session);
  const room = read(answer(core, head));
  expectRefusal(answer(core, head), 'session_invalid');
  expectJoin(core, { ...room, roomSecret: room.roomId }, { type: 'error', code: 'bad_secret' });
  expectJoin(core, room, { type: 'room:joined', memberId: 1, creator: true });
  expectJoin(core, room, { type: 'room:joined', memberId: 2, creator: false });
}

/**
 * The same but for its last character, which belongs to the HMAC.
 * @param {string} token
 */
const forged = (token) => token.slice(0, -1) + (token.endsWith('A') ? 'B' : 'A');

/**
 * A proof that fails: at one bit every second nonce does.
 * @param {import('./null-relay.js').Core} core
 */
function wrongNonce(core) {
  for (;;) {
    const redemption = JSON.parse(proof(core).toString());
    if (redemption.nonce !== '0') return { ...redemption, nonce: '0' };
  }
}

/**
 * @param {import('./null-relay.js').Core} core
 * @param {unknown} redemption
 */
const redeemed = (core, redemption) => redeem(core, Buffer.from(JSON.stringify(redemption)));

/**
 * @param {import('./null-relay.js').Reply} reply
 * @param {string} code
 */
function expectRefusal({ body }, code) {
  if (JSON.parse(body).error?.code !== code) throw new Error(`expected ${code}, got ${body}`);
}

/**
 * @param {import('./null-relay.js').Core} core
 * @param {{ roomId: string, roomSecret: string }} room
 * @param {Record<string, unknown>} expected
 */
function expectJoin(core, room, expected) {
  const socket = { ...nullSocket(), told: /** @type {string[]} */ ([]) };
  socket.sendText = (text) => socket.told.push(text);
  core.open(socket, '').message(joinText(room), false);
  const [first = '{}'] = socket.told;
  const event = JSON.parse(first);
  const differs = Object.entries(expected).some(([name, value]) => event[name] !== value);
  if (differs) throw new Error(`expected ${JSON.stringify(expected)}, got ${first}`);
}
