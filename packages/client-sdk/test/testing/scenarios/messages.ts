import { encodeMessage } from '@pug-network/protocol';
import { newRoom, RawSocket, type Ground } from '../ground.js';
import { afterJoining, beforeJoining, blob, refused, type Scenario } from './scenario.js';

const illFormed: readonly (readonly [name: string, message: string | Uint8Array<ArrayBuffer>])[] = [
  ['text that is no JSON', 'hello'],
  ['an unknown request', '{"type":"room:dance"}'],
  ['a join without a tag', '{"type":"room:join","roomId":"a","roomSecret":"b"}'],
  ['a long text', JSON.stringify({ type: 'room:purge', x: 'x'.repeat(1_024) })],
  ['an empty frame', new Uint8Array()],
  ['an unknown frame', Uint8Array.of(9, 9)],
  ['a long keep-alive', Uint8Array.of(0, 0)],
  ['a short blob', Uint8Array.of(1, 0, 0, 0, 1, ...blob(27))],
  ['the frame of another', encodeMessage(2, blob())],
];

export const BAD_FRAMES: readonly Scenario[] = [
  ...illFormed.map(([name, message]) => ({
    name: `${name}, from a member`,
    run: (ground: Ground) => afterJoining(ground, (socket) => socket.send(message)),
    told: refused('bad_frame', 4400),
  })),
  {
    name: 'messages before joining',
    run: async (ground) => [
      ...(await beforeJoining(ground, (socket) => socket.send(encodeMessage(1, blob())))),
      ...(await beforeJoining(ground, (socket) => socket.send('{"type":"room:purge"}'))),
    ],
    told: ['open', ...refused('bad_frame', 4400), 'open', ...refused('bad_frame', 4400)],
  },
  {
    name: 'a second join',
    run: async (ground) => {
      const room = await newRoom(ground);
      const other = await RawSocket.join(ground, room);
      const socket = await RawSocket.join(ground, room);
      socket.join(room);
      socket.send(encodeMessage(2, blob()));
      await ground.settle();
      return [...other.news(), '|', ...socket.news()];
    },
    told: [
      ...['open', 'joined as 1, creator, with nobody', '2 came', '2 left', '|'],
      ...['open', 'joined as 2, with 1', ...refused('bad_frame', 4400)],
    ],
  },
  {
    name: 'the longest frame',
    run: (ground) => afterJoining(ground, (socket) => socket.send(encodeMessage(1, blob(15_995)))),
    told: ['frame of 1'],
  },
];

export const TALK: readonly Scenario[] = [
  {
    name: 'frames and keep-alives',
    run: async (ground) => {
      const room = await newRoom(ground);
      const one = await RawSocket.join(ground, room);
      const two = await RawSocket.join(ground, room);
      one.send(encodeMessage(1, blob()), Uint8Array.of(0));
      await ground.settle();
      two.send(encodeMessage(2, blob()));
      await ground.settle();
      return [...one.news().slice(2), '|', ...two.news().slice(2)];
    },
    told: ['2 came', 'frame of 1', 'keep-alive', 'frame of 2', '|', 'frame of 1', 'frame of 2'],
  },
  {
    name: 'a purge by another, and by the creator',
    run: async (ground) => {
      const room = await newRoom(ground);
      const one = await RawSocket.join(ground, room);
      const two = await RawSocket.join(ground, room);
      two.send('{"type":"room:purge"}', encodeMessage(2, blob()));
      await ground.settle();
      one.send('{"type":"room:purge"}', encodeMessage(1, blob()));
      await ground.settle();
      const late = await beforeJoining(ground, (socket) => socket.join(room));
      return [...one.news().slice(2), '|', ...two.news().slice(2), '|', ...late];
    },
    told: [
      ...['2 came', 'frame of 2', 'expired: purge', 'close 4411 room_purged', '|'],
      ...['error not_creator', 'frame of 2', 'expired: purge', 'close 4411 room_purged', '|'],
      ...['open', ...refused('room_not_found', 4404)],
    ],
  },
  {
    name: 'a room whose last member leaves',
    run: async (ground) => {
      const room = await newRoom(ground);
      (await RawSocket.join(ground, room)).close(1000);
      await ground.settle();
      return beforeJoining(ground, (socket) => socket.join(room));
    },
    told: ['open', ...refused('room_not_found', 4404)],
  },
  {
    name: 'a room whose time is up',
    options: { ttl: { min: 1 } },
    run: async (ground) => {
      const room = await newRoom(ground, '?ttl=1');
      const socket = await RawSocket.join(ground, room);
      await ground.advance(1_000);
      const late = await beforeJoining(ground, (other) => other.join(room));
      return [...socket.news(), ...late];
    },
    told: [
      ...['open', 'joined as 1, creator, with nobody', 'expired: ttl', 'close 4410 room_expired'],
      ...['open', ...refused('room_not_found', 4404)],
    ],
  },
  {
    name: 'too many messages',
    options: { rate: { frames: 1, frameBurst: 5 } },
    run: (ground) =>
      afterJoining(ground, (socket) => socket.send(...Array.from({ length: 6 }, () => Uint8Array.of(0)))),
    // The join counts as well.
    told: [...new Array<string>(4).fill('keep-alive'), ...refused('rate_limited', 4429)],
  },
  {
    name: 'too many bytes',
    options: { rate: { bytes: 1, byteBurst: 16_000 } },
    run: (ground) =>
      afterJoining(ground, (socket) =>
        socket.send(encodeMessage(1, blob(15_800)), encodeMessage(1, blob(100))),
      ),
    told: ['frame of 1', ...refused('rate_limited', 4429)],
  },
];
