/** Attempts to get into a room, one after another, with a wrong secret or to a room that is not there. */
import { CLOSE, encodeFrame, join, joinMessage, newRoom, OPCODE } from '@pug-network/conformance/wire';
import { many } from '../../../lib/many.js';
import { capOf } from '../caps.js';
import { openSocket } from '../raw-socket.js';
import { scenario } from '../scenario.js';
import { countOf, judgeEnds } from '../tally.js';

const MS = 1_000;

export const joinAttempts = scenario({
  name: 'join attempts',
  size: (isSmall) => ({ sockets: isSmall ? 4 : 20, seconds: isSmall ? 0.4 : 4 }),
  cap: ({ sockets }) => capOf(2 * sockets),
  abuse: async (target, { sockets, seconds }) => {
    const room = await newRoom(target);
    const keeper = await join(target, room);
    const until = performance.now() + seconds * MS;
    const guesses = [
      { ...room, roomSecret: room.roomId },
      { ...room, roomId: room.roomSecret },
    ].map((guess) => Buffer.from(JSON.stringify(joinMessage(guess))));
    /** @type {number[]} */
    const ends = [];
    await many(sockets, sockets, async (index) => {
      const frame = encodeFrame({
        opcode: OPCODE.text,
        payload: guesses[index % guesses.length] ?? Buffer.alloc(0),
      });
      while (performance.now() < until) {
        const socket = await openSocket(target);
        socket.write(frame);
        ends.push(await socket.ended);
      }
    });
    keeper.peer.cut();
    return countOf(ends);
  },
  judge: (ends, { sockets, seconds }) =>
    judgeEnds('attempts to join', ends, {
      expected: [CLOSE.bad_secret, CLOSE.room_not_found],
      least: sockets,
      note: `bad_secret or room_not_found, as fast as ${sockets} sockets at a time are answered for ${seconds} s`,
    }),
});
