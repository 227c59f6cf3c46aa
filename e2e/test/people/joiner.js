// Joins by a link, asks, waits for the answer, and sees the room end.
import { joinRoom } from '@pug-network/client-sdk';

const room = await joinRoom(process.argv[2]);
console.log(`joined ${room.self.memberId} ${room.creator}`);
const answered = new Promise((resolve) =>
  room.on('message', ({ from, kind, value }) => !from.self && kind === 'json' && resolve(value)),
);
await room.send('grüße 🐾');
console.log(`answer ${JSON.stringify(await answered)}`);
// Its echo and the end may race: the creator purges as soon as it has read this.
await room.send(new Uint8Array([1, 2, 3])).catch(() => undefined);
const { reason } = await room.closed;
console.log(`ended ${reason}`);
