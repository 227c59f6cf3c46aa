// Runs in a browser: makes a room, answers the first message, ends the room for all.
import { createRoom } from '@pug-network/client-sdk';

window.create = async () => {
  const room = await createRoom(location.origin, { ttl: 60, capacity: 2 });
  window.heard = new Promise((resolve) => room.on('message', ({ from, text }) => from.self || resolve(text)));
  window.ended = window.heard
    .then(() => room.send('hello from a page'))
    .then(() => room.purge())
    .then(() => room.closed)
    .then(({ reason }) => reason);
  return room.link;
};
