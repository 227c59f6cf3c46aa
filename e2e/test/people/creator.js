// Makes a room, hands its link over on standard output, answers the first message, then ends the room for all.
import { createRoom } from '@pug-network/client-sdk';

const room = await createRoom(process.argv[2], { ttl: 60, capacity: 2 });
console.log(`link ${room.link}`);

for await (const { from, text } of room.messages()) {
  if (from.self) continue;
  console.log(`read ${text}`);
  await room.send({ answer: text.length });
  break;
}
await new Promise((resolve) => room.on('message', ({ from, bytes }) => !from.self && bytes && resolve()));
await room.purge();
const { reason } = await room.closed;
console.log(`ended ${reason}`);
