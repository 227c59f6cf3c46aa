/**
 * Real SDK clients in a process of their own, see `clients.js`: rooms that this process creates or joins, which may
 * talk. Argument: the plan as JSON. Tells its parent what happens to them.
 */
import { createRoom, joinRoom } from '@pug-network/client-sdk';

/** @type {import('./clients.js').Plan} */
const { relay, rooms, links, members, talkMs } = JSON.parse(process.argv[2] ?? '{}');
/** @param {Record<string, unknown>} fact */
const tell = (fact) => process.send?.(fact);

/** @param {import('@pug-network/client-sdk').Room} room */
function watch(room) {
  room.on('state', ({ state }) => tell({ type: 'state', state }));
  void room.closed.then(({ reason, code }) => tell({ type: 'closed', reason, code }));
  if (talkMs > 0) void talk(room);
}

/**
 * Says something, waits for its echo and a little, and so on until the room has ended.
 * @param {import('@pug-network/client-sdk').Room} room
 */
async function talk(room) {
  while (room.state !== 'closed') {
    tell({ type: 'sending' });
    const outcome = await room.send('hello').then(
      () => 'sent',
      (error) => error.code,
    );
    tell({ type: 'settled', outcome });
    await new Promise((resolve) => setTimeout(resolve, talkMs));
  }
}

process.on('disconnect', () => process.exit());
const own = [];
for (let made = 0; made < rooms; made++) own.push(await createRoom(relay, { capacity: 50 }));
own.forEach(watch);
for (const link of [...own.map((room) => room.link), ...links])
  for (let joined = 0; joined < members; joined++) watch(await joinRoom(link));
tell({ type: 'ready', links: own.map((room) => room.link) });
