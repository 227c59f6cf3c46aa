/** The floor: uWebSockets.js and its own publish, nothing else. */
import { serveNative } from './native-uws.js';

/** Above what a burst of a whole room leaves unsent, so that nothing is skipped. */
const MAX_BACKPRESSURE_BYTES = 4_194_304;

await serveNative((app) =>
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
  }),
);
