// Two people talk. Start a relay first (`npm start` in the repository), then: node index.js [relay]
import { createRoom, joinRoom } from '@pug-network/client-sdk';

const relay = process.argv[2] ?? 'http://localhost:3000';

// Anna makes a room. Her computer works for a moment, then she has a link to hand over.
const anna = await createRoom(relay, {
  ttl: 600,
  capacity: 2,
  onProgress: ({ tries, expectedTries }) => console.log(`working: ${tries} of about ${expectedTries} tries`),
});
console.log(`anna is ${anna.self.username}, the room's creator: ${anna.creator}`);

// Whoever has the link can join. The key stands behind the # and never leaves this process.
const came = new Promise((resolve) => anna.on('joined', resolve));
const ben = await joinRoom(anna.link);
console.log(`ben is ${ben.self.username}`);

// A message is for those whom its sender knows to be there: what is written before Anna has seen Ben come in is not
// for him.
await came;

// Everybody gets every message, in the same order. The relay sees none of them.
ben.on('message', async ({ from, text }) => {
  if (from.self) return;
  console.log(`ben reads from ${from.username}: ${text}`);
  await ben.send({ understood: true });
});
anna.on('message', ({ from, value }) => {
  if (!from.self) console.log(`anna reads from ${from.username}:`, value);
});
const answered = new Promise((resolve) => anna.on('message', ({ from }) => from.self || resolve()));

await anna.send('hello'); // resolves when the relay has sent it to everybody
await answered;

// Its creator can end the room for all; nothing of it is left on the relay.
await anna.purge();
const { reason } = await ben.closed;
console.log(`for ben the room was ${reason}`);
