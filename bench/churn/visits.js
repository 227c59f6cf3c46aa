/** Guests who come and go without a pause: as many as there are places, each place taken anew as soon as it is free. */

/** @typedef {import('./lobby.js').Lobby} Lobby */

/**
 * @param {import('./lobby.js').OpenLobby} openLobby
 * @param {number} port
 * @param {{ rooms: number, each: number }} division
 * @returns {Promise<Lobby[]>} each seen to work
 */
export async function openLobbies(openLobby, port, { rooms, each }) {
  const lobbies = [];
  for (let room = 0; room < rooms; room++) {
    const lobby = await openLobby(port, `room-${room}`, each);
    await lobby.check();
    lobbies.push(lobby);
  }
  return lobbies;
}

/**
 * Visits begin for `seconds`; those that have begun are finished.
 * @param {Lobby[]} lobbies
 * @param {number} each guests at a time in each
 * @param {number} seconds
 * @returns {Promise<number>} visits; fails unless each was told of as it happened
 */
export async function visit(lobbies, each, seconds) {
  const end = performance.now() + seconds * 1_000;
  let visits = 0;
  const place = async (/** @type {Lobby} */ lobby) => {
    while (performance.now() < end) {
      await lobby.leave(await lobby.enter());
      visits++;
    }
  };
  await Promise.all(lobbies.flatMap((lobby) => Array.from({ length: each }, () => place(lobby))));
  await Promise.all(lobbies.map((lobby) => lobby.account()));
  return visits;
}
