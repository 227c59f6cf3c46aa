/** Clients that trust the certificate of a run, so a process of its own (see `behind.js`). Arguments: what, relay, ms. */
import { createRoom, joinRoom } from '@pug-network/client-sdk';
import { message, newRoom, pair, parseTarget, wait } from '@pug-network/conformance/wire';

const [what = '', relay = '', ms = '0'] = process.argv.slice(2);

/** Two members that say nothing for so long; whether they hear each other then. */
async function silence() {
  const target = parseTarget(relay);
  const [first, second] = await pair(target, await newRoom(target));
  await wait(Number(ms));
  first.peer.sendBinary(message(first.joined.memberId));
  await second.peer.frame();
  return 'heard';
}

/** A room, whose relay then goes: what the SDK says of a room that it makes, joins or is in, and once there is another relay. */
async function away() {
  const room = await createRoom(relay);
  const lost = new Promise((resolve) => room.on('state', ({ state }) => resolve(state)));
  await asked('in');
  const state = await lost;
  const codeOf = (/** @type {Promise<unknown>} */ work) =>
    work.then(
      () => 'none',
      ({ code }) => code,
    );
  const create = await codeOf(createRoom(relay));
  const join = await codeOf(joinRoom(room.link));
  await asked('told');
  const { reason, code } = await room.closed;
  return { state, create, join, reason, code };
}

/** @param {string} fact tells it to the parent, and waits for its word */
async function asked(fact) {
  process.send?.({ fact });
  await new Promise((resolve) => process.once('message', resolve));
}

process.on('disconnect', () => process.exit());
const result = await (what === 'silence' ? silence() : away());
process.send?.({ fact: 'done', result });
process.disconnect();
