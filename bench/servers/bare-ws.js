/** The usual way in Node: `ws`, and a loop of send over the room. */
import { WebSocketServer } from 'ws';
import { serve } from './serve.js';

await serve(
  () =>
    new Promise((resolve) => {
      const rooms = new Map();
      const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
      server.on('connection', (socket, { url }) => {
        const room = rooms.get(url) ?? new Set();
        rooms.set(url, room.add(socket));
        socket.on('message', (message) => {
          for (const member of room) member.send(message, { binary: true });
        });
        socket.on('close', () => room.delete(socket));
      });
      server.on('listening', () => resolve(server.address().port));
    }),
);
