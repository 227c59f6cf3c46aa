/** Rooms of the SDK whose keys, secrets, tokens and texts are known here, and so can be searched for. */
import { createHash, randomBytes } from 'node:crypto';
import { createRoom, joinRoom, parseRoomLink } from '@pug-network/client-sdk';
import { within } from '@pug-network/conformance/wire';
import { ofBytes, ofRaw, ofText, ofToken } from './needles.js';

/** @typedef {import('@pug-network/client-sdk').Room} Room */

const FRIENDS = 2;
const TTL_S = 3_600;
const MARK_BYTES = 12;

/** Stands in every text; letters, digits and hyphens. */
export const newMark = () => `pug-canary-${randomBytes(MARK_BYTES).toString('hex')}`;

/**
 * @typedef {object} Canary
 * @property {string} mark
 * @property {Room[]} members the creator first
 * @property {import('./needles.js').Needle[]} needles
 */

/**
 * A room in which everybody says something of every kind, and all have heard it.
 * @param {string} origin
 * @returns {Promise<Canary>}
 */
export async function plantRoom(origin) {
  /** @type {string[]} */
  const tokens = [];
  const creator = await createRoom(origin, { ttl: TTL_S, fetch: overhearing(tokens) });
  const friends = [];
  while (friends.length < FRIENDS) friends.push(await joinRoom(creator.link));
  const canary = {
    mark: newMark(),
    members: [creator, ...friends],
    needles: needlesOf(creator.link, tokens),
  };
  canary.needles.push(...ofText('plaintext', canary.mark));
  await talk(canary);
  return canary;
}

/** @param {Canary} canary */
export async function talk({ mark, members }) {
  const said = [`text ${mark}`, { json: mark }, Buffer.from(`bytes ${mark}`)];
  const heard = members.map((room) => hear(room, said.length * members.length));
  for (const room of members) for (const what of said) await room.send(what);
  await within(Promise.all(heard), 'everybody to have heard everything');
}

/**
 * @param {Room} room
 * @param {number} count
 * @returns {Promise<void>} resolves at so many messages
 */
function hear(room, count) {
  let left = count;
  return new Promise((resolve) => {
    const stop = room.on('message', () => {
      left -= 1;
      if (left > 0) return;
      stop();
      resolve();
    });
  });
}

/**
 * @param {string} link
 * @param {string[]} tokens
 */
function needlesOf(link, tokens) {
  const parsed = parseRoomLink(link);
  if (!parsed.ok || tokens.length !== 1) throw new Error('the canary room has no link, or not one token');
  const { key, roomId, roomSecret } = parsed.value;
  return [
    ...ofBytes('key', Buffer.from(key)),
    ...ofBytes('room secret', Buffer.from(roomSecret, 'base64url')),
    ...tokens.flatMap((token) => ofBytes('session token', Buffer.from(token, 'base64url'))),
    ...ofToken('room id', roomId),
    ...ofRaw('digest', digestOf(roomSecret)),
  ];
}

/** What the relay does keep of a room secret, as docs/protocol.md says. */
const digestOf = (/** @type {string} */ roomSecret) => createHash('sha256').update(roomSecret).digest();

/**
 * @param {string[]} tokens gets the session tokens that come by
 * @returns {typeof fetch}
 */
const overhearing = (tokens) => async (input, init) => {
  const answer = await fetch(input, init);
  if (!String(input).endsWith('/api/pow-redeem')) return answer;
  const { sessionToken } = /** @type {{ sessionToken: string }} */ (await answer.clone().json());
  tokens.push(sessionToken);
  return answer;
};
