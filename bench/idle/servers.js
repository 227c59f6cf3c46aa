/** What is measured, and the figure that an idle connection of ours must not pass. */
import { plain } from '../dialects/plain.js';
import { pug } from '../dialects/pug.js';
import { socketio } from '../dialects/socketio.js';

/**
 * @typedef {object} Server
 * @property {string} name for `--servers`
 * @property {string} label
 * @property {string} file in `../servers`
 * @property {string[]} args
 * @property {import('../relay/load.js').Dialect} dialect
 * @property {string} base the name of the bare server on the same engine
 * @property {number} [goalKib] at most, RSS for each connection
 */

/** @type {Server[]} */
export const SERVERS = [
  {
    name: 'bare-uws',
    label: 'bare uWS',
    file: 'bare-uws.js',
    args: [],
    dialect: plain,
    base: 'bare-uws',
  },
  {
    name: 'bare-ws',
    label: 'bare ws',
    file: 'bare-ws.js',
    args: [],
    dialect: plain,
    base: 'bare-ws',
  },
  {
    name: 'socketio',
    label: 'Socket.IO',
    file: 'socketio.js',
    args: [],
    dialect: socketio,
    base: 'bare-ws',
  },
  {
    name: 'pug-uws',
    label: 'Pug relay, engine uws',
    file: 'pug.js',
    args: ['uws'],
    dialect: pug,
    base: 'bare-uws',
    goalKib: 2.5,
  },
  {
    name: 'pug-ws',
    label: 'Pug relay, engine ws',
    file: 'pug.js',
    args: ['ws'],
    dialect: pug,
    base: 'bare-ws',
    goalKib: 8,
  },
];
