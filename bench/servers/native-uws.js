/** A child that serves by uWebSockets.js itself. */
import uWS from 'uWebSockets.js';
import { serve } from './serve.js';

/** @param {(app: import('uWebSockets.js').TemplatedApp) => void} configure */
export const serveNative = (configure) =>
  serve(
    () =>
      new Promise((resolve, reject) => {
        // Without its binary this package turns into a slow imitation in JavaScript.
        if (!/native code/.test(Function.prototype.toString.call(uWS.App))) {
          return reject(new Error('uWebSockets.js is not native on this version of Node'));
        }
        const app = uWS.App();
        configure(app);
        app.listen('127.0.0.1', 0, (listening) => {
          if (listening) resolve(uWS.us_socket_local_port(listening));
          else reject(new Error('no port to listen on'));
        });
      }),
  );
