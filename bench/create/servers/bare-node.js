/** The usual parts in Node, node:http and `ws`, with fixed answers. */
import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';
import { serve } from '../../servers/serve.js';
import { ANSWERS, JOINED } from './answers.js';

await serve(
  () =>
    new Promise((resolve) => {
      const http = createServer((req, res) => {
        const answer = () => res.setHeader('Content-Type', 'application/json').end(ANSWERS[req.url]);
        if (req.method === 'POST') req.resume().on('end', answer);
        else answer();
      });
      const sockets = new WebSocketServer({ server: http, path: '/ws', perMessageDeflate: false });
      sockets.on('connection', (socket) => socket.on('message', () => socket.send(JOINED)));
      http.listen(0, '127.0.0.1', () => resolve(http.address().port));
    }),
);
