/** The floor over the network: uWebSockets.js with fixed answers. */
import { serveNative } from '../../servers/native-uws.js';
import { ANSWERS, JOINED, SUBPROTOCOL } from './answers.js';

await serveNative((app) => {
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
});

/**
 * @param {import('uWebSockets.js').HttpResponse} res
 * @param {string} path
 */
function json(res, path) {
  res.cork(() => res.writeHeader('Content-Type', 'application/json').end(ANSWERS[path]));
}
