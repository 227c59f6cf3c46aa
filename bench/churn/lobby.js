/** A standing room: one member stays, guests come and go. */
import { encodeFrame, OPCODE } from '../lib/frames.js';
import { hearAll } from '../idle/crowd.js';

/**
 * @typedef {import('../relay/load.js').Joined} Joined
 * @typedef {object} Lobby
 * @property {() => Promise<Joined>} enter over a connection of its own
 * @property {(guest: Joined) => Promise<void>} leave by the closing handshake of RFC 6455
 * @property {() => Promise<void>} check that a guest hears the room and is heard, and that the room goes on without it
 * @property {() => Promise<void>} account fails unless the one who stays was told of each guest as it came and went
 * @property {() => void} close
 * @typedef {(port: number, room: string, guests: number) => Promise<Lobby>} OpenLobby
 */

const NORMAL_CLOSURE = Buffer.from([0x03, 0xe8]); // 1000, RFC 6455 §7.4.1
export const CLOSE = encodeFrame(OPCODE.close, NORMAL_CLOSURE);

/**
 * A lobby of a server that tells nobody who comes and goes.
 * @param {import('../relay/load.js').Dialect} dialect
 * @param {string} [farewell] text sent before the Close frame
 * @returns {OpenLobby}
 */
export function lobbyOf(dialect, farewell) {
  const goodbye = farewell === undefined ? CLOSE : Buffer.concat([encodeFrame(OPCODE.text, farewell), CLOSE]);
  return async (port, room) => {
    const enter = async () => (await dialect.openRoom(port, room, 1))[0];
    const leave = (/** @type {Joined} */ guest) => depart(guest, goodbye);
    const keeper = await enter();
    dialect.attend(keeper.connection);
    return {
      enter,
      leave,
      check: () => checkGuest(dialect, keeper, enter, leave),
      account: () => assertOpen(keeper),
      close: () => keeper.connection.destroy(),
    };
  };
}

/**
 * @param {Joined} guest
 * @param {Buffer} goodbye frames, the last of them a Close frame
 */
export async function depart({ connection }, goodbye) {
  connection.write(goodbye);
  const nothing = connection.text('answer to the Close frame', () => undefined);
  const end = await nothing.then(
    () => 'said something',
    (/** @type {Error} */ { message }) => message,
  );
  if (end.startsWith('closed by the server: 1000')) return;
  throw new Error(`a guest that left: ${end}`);
}

/**
 * @param {import('../relay/load.js').Dialect} dialect
 * @param {Joined} keeper
 * @param {Lobby['enter']} enter
 * @param {Lobby['leave']} leave
 */
export async function checkGuest(dialect, keeper, enter, leave) {
  const guest = await enter();
  dialect.attend(guest.connection);
  await hearAll(dialect, [[guest, keeper]]);
  await leave(guest);
  await hearAll(dialect, [[keeper]]);
}

/** @param {Joined} keeper */
export async function assertOpen({ connection }) {
  if (connection.ended !== '') throw new Error(`the one who stays is gone: ${connection.ended}`);
}
