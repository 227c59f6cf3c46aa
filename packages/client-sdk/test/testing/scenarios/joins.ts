import { SUBPROTOCOL } from '@pug-network/protocol';
import { newRoom, newTag, RawSocket } from '../ground.js';
import { beforeJoining, refused, type Scenario } from './scenario.js';

export const JOINS: readonly Scenario[] = [
  {
    name: 'a room of three',
    run: async (ground) => {
      const room = await newRoom(ground);
      const one = await RawSocket.join(ground, room);
      const two = await RawSocket.join(ground, room);
      const three = await RawSocket.join(ground, room);
      two.close(1000);
      await ground.settle();
      const four = await RawSocket.join(ground, room);
      return [one, two, three, four].flatMap((socket) => [...socket.news(), '|']);
    },
    told: [
      ...['open', 'joined as 1, creator, with nobody', '2 came', '3 came', '2 left', '4 came', '|'],
      ...['open', 'joined as 2, with 1', '3 came', 'close 1000', '|'],
      ...['open', 'joined as 3, with 1,2', '2 left', '4 came', '|'],
      ...['open', 'joined as 4, with 1,3', '|'],
    ],
  },
  {
    name: 'joins that are refused, in the order of the checks',
    run: async (ground) => {
      const room = await newRoom(ground, '?capacity=2');
      const wrong = { ...room, roomSecret: newTag() };
      const told = await beforeJoining(ground, (socket) => socket.join({ ...wrong, roomId: 'nowhere' }));
      told.push(...(await beforeJoining(ground, (socket) => socket.join(wrong))));
      await RawSocket.join(ground, room);
      await RawSocket.join(ground, room);
      told.push(...(await beforeJoining(ground, (socket) => socket.join(wrong))));
      return told;
    },
    told: [
      ...['open', ...refused('room_not_found', 4404)],
      ...['open', ...refused('bad_secret', 4401)],
      ...['open', ...refused('room_full', 4409)],
    ],
  },
  {
    name: 'handshakes that are refused',
    run: async (ground) => {
      const sockets = [new RawSocket(ground, 'other'), new RawSocket(ground, SUBPROTOCOL, '/wss')];
      await ground.settle();
      return sockets.flatMap((socket) => socket.news());
    },
    told: ['close 1006', 'close 1006'],
  },
  {
    name: 'a relay with all the connections it can have',
    options: { maxConnections: 1 },
    run: async (ground) => {
      const first = await RawSocket.open(ground);
      const second = await RawSocket.open(ground);
      first.close(1000);
      await ground.settle();
      const third = await RawSocket.open(ground);
      return [first, second, third].flatMap((socket) => socket.news());
    },
    told: ['open', 'close 1000', 'open', ...refused('server_full', 4503), 'open'],
  },
  {
    name: 'a connection that does not join',
    run: async (ground) => {
      const socket = await RawSocket.open(ground);
      socket.send(Uint8Array.of(0));
      await ground.advance(4_500);
      socket.send(Uint8Array.of(0));
      await ground.advance(600);
      return socket.news();
    },
    told: ['open', 'keep-alive', 'keep-alive', ...refused('join_timeout', 4408)],
  },
];
