/** A standing room of the relay's, whose keeper is told of everybody who comes and goes. */
import { randomBytes } from 'node:crypto';
import { createRoom } from '@pug-network/client-sdk';
import { decodeEvent, encodeRequest, parseRoomLink, SUBPROTOCOL, TAG_BYTES } from '@pug-network/protocol';
import { pug } from '../dialects/pug.js';
import { Connection } from '../lib/connection.js';
import { assertOpen, checkGuest, CLOSE, depart } from './lobby.js';
import { PresenceBook } from './presence.js';

/** @type {import('./lobby.js').OpenLobby} */
export async function pugLobby(port, _room, guests) {
  const { keeper, enterAnew } = await standingRoom(port, guests + 1);
  const book = new PresenceBook();
  keeper.connection.onText = (bytes, start, end) => book.told(eventIn(bytes.toString('utf8', start, end)));
  const enter = async () => {
    const guest = await enterAnew();
    book.admit(guest.id);
    return guest;
  };
  const leave = (/** @type {import('./lobby.js').Joined} */ guest) => depart(guest, CLOSE);
  return {
    enter,
    leave,
    check: () => checkGuest(pug, keeper, enter, leave),
    async account() {
      await assertOpen(keeper);
      await book.settle();
    },
    close: () => keeper.connection.destroy(),
  };
}

/**
 * Created by the SDK, which hands it over to a keeper on a connection as plain as the guests'.
 * @param {number} port
 * @param {number} capacity
 */
async function standingRoom(port, capacity) {
  const created = await createRoom(`http://127.0.0.1:${port}`, { capacity });
  const link = parseRoomLink(created.link);
  if (!link.ok) throw new Error(`the SDK's own link: ${link.code}`);
  const enterAnew = () => join(port, link.value);
  const keeper = await enterAnew();
  const isAlone = keeper.connection.text('presence:leave of the creator', (text) =>
    eventIn(text).type === 'presence:leave' ? true : undefined,
  );
  await Promise.all([isAlone, created.leave()]);
  return { keeper, enterAnew };
}

/**
 * @param {number} port
 * @param {{ roomId: string, roomSecret: string }} room
 * @returns {Promise<import('./lobby.js').Joined>}
 */
async function join(port, { roomId, roomSecret }) {
  const connection = new Connection(port, '/ws', SUBPROTOCOL);
  await connection.upgraded();
  const tag = randomBytes(TAG_BYTES).toString('base64url');
  connection.writeText(encodeRequest({ type: 'room:join', roomId, roomSecret, tag }));
  const id = await connection.text('room:joined', (text) => {
    const event = eventIn(text);
    return event.type === 'room:joined' && 'memberId' in event ? event.memberId : undefined;
  });
  return { connection, id };
}

/** @param {string} text */
function eventIn(text) {
  const event = decodeEvent(text);
  if (!event.ok) throw new Error(`the relay sent an event of no known form: ${event.code}`);
  if (event.value.type === 'error') throw new Error(`the relay refused: ${JSON.stringify(event.value)}`);
  return event.value;
}
