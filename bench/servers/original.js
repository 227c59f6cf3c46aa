/** The six steps as the first build in JavaScript had them: an Express application with Socket.IO beside it. */
import { createServer } from 'node:http';
import express from 'express';
import { Server } from 'socket.io';
import { serve } from './serve.js';
import { attend } from './original/rooms.js';
import { api } from './original/api.js';

await serve(
  () =>
    new Promise((resolve) => {
      const app = express();
      const http = createServer(app);
      const io = new Server(http, { transports: ['websocket'], serveClient: false });
      app.use(express.json({ limit: '1kb' }), api());
      io.on('connection', (socket) => attend(io, socket));
      http.listen(0, '127.0.0.1', () => resolve(http.address().port));
    }),
);
