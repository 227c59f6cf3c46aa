/** A standing room of the relay's, whose keeper is told of everybody who comes and goes. */
import { decodeEvent } from '@pug-network/protocol';
import { createRoom } from '../dialects/api.js';
import { join, pug } from '../dialects/pug.js';
import { assertOpen, checkGuest, CLOSE, depart } from './lobby.js';
import { PresenceBook } from './presence.js';

/** @type {import('./lobby.js').OpenLobby} */
export async function pugLobby(port, _room, guests) {
  const room = await createRoom(port, guests + 1);
  const keeper = await join(port, room);
  const book = new PresenceBook();
  keeper.connection.onText = (bytes, start, end) => book.told(eventIn(bytes.toString('utf8', start, end)));
  const enter = async () => {
    const guest = await join(port, room);
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

/** @param {string} text */
function eventIn(text) {
  const event = decodeEvent(text);
  if (!event.ok) throw new Error(`the relay sent an event of no known form: ${event.code}`);
  if (event.value.type === 'error') throw new Error(`the relay refused: ${JSON.stringify(event.value)}`);
  return event.value;
}
