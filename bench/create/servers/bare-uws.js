/** The floor over the network: uWebSockets.js with fixed answers. */
import uWS from 'uWebSockets.js';
import { serve } from '../../servers/serve.js';
import { ANSWERS, JOINED, SUBPROTOCOL } from './answers.js';

await serve(
  () =>
    new Promise((resolve, reject) => {
      // Without its binary this package turns into a slow imitation in JavaScript.
      if (!/native code/.test(Function.prototype.toString.call(uWS.App))) {
        return reject(new Error('uWebSockets.js is not native on this version of Node'));
      }
      const app = uWS.App();
      app.get('/api/*', (res, req) => json(res, req.getUrl()));
      app.post('/api/*', (res, req) => {
        const path = req.getUrl();
        res.onAborted(() => {});
        res.onData((_chunk, isLast) => isLast && json(res, path));
      });
      app.ws('/ws', {
        upgrade: (res, req, context) =>
          res.upgrade({}, req.getHeader('sec-websocket-key'), SUBPROTOCOL, '', context),
        message: (socket) => socket.send(JOINED, false),
      });
      app.listen('127.0.0.1', 0, (listening) => {
        if (listening) resolve(uWS.us_socket_local_port(listening));
        else reject(new Error('no port to listen on'));
      });
    }),
);

/**
 * @param {import('uWebSockets.js').HttpResponse} res
 * @param {string} path
 */
function json(res, path) {
  res.cork(() => res.writeHeader('Content-Type', 'application/json').end(ANSWERS[path]));
}
