/** Socket.IO as its documentation shows it: rooms, binary payloads, websocket transport only. */
import { createServer } from 'node:http';
import { Server } from 'socket.io';
import { serve } from './serve.js';

await serve(
  () =>
    new Promise((resolve) => {
      const http = createServer();
      const io = new Server(http, { transports: ['websocket'], serveClient: false });
      io.on('connection', (socket) => {
        socket.on('join', (room, done) => {
          socket.join(room);
          socket.on('m', (message) => io.to(room).emit('m', message));
          done();
        });
      });
      http.listen(0, '127.0.0.1', () => resolve(http.address().port));
    }),
);
