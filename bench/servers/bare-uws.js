/** The floor: uWebSockets.js and its own publish, nothing else. */
import uWS from 'uWebSockets.js';
import { serve } from './serve.js';

/** Above what a burst of a whole room leaves unsent, so that nothing is skipped. */
const MAX_BACKPRESSURE_BYTES = 4_194_304;

await serve(
  () =>
    new Promise((resolve, reject) => {
      // Without its binary this package turns into a slow imitation in JavaScript.
      if (!/native code/.test(Function.prototype.toString.call(uWS.App))) {
        return reject(new Error('uWebSockets.js is not native on this version of Node'));
      }
      const app = uWS.App();
      app.ws('/*', {
        maxBackpressure: MAX_BACKPRESSURE_BYTES,
        upgrade(res, req, context) {
          const [key, protocol, extensions] = ['key', 'protocol', 'extensions'].map((name) =>
            req.getHeader(`sec-websocket-${name}`),
          );
          res.upgrade({ room: req.getUrl() }, key, protocol, extensions, context);
        },
        open: (socket) => socket.subscribe(socket.room),
        message: (socket, message) => app.publish(socket.room, message, true),
      });
      app.listen('127.0.0.1', 0, (listening) => {
        if (listening) resolve(uWS.us_socket_local_port(listening));
        else reject(new Error('no port to listen on'));
      });
    }),
);
