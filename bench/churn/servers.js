/** What is measured: the servers, and how many come and go in how many rooms. */
import { plain } from '../dialects/plain.js';
import { socketio } from '../dialects/socketio.js';
import { lobbyOf } from './lobby.js';
import { pugLobby } from './pug-lobby.js';

/**
 * @typedef {object} Layout
 * @property {string} name for `--layouts`
 * @property {(guests: number) => { rooms: number, each: number }} divide guests over rooms
 * @property {(guests: number) => string} label
 */

/**
 * @typedef {object} Server
 * @property {string} name for `--servers`
 * @property {string} label
 * @property {string} file in `../servers`
 * @property {string[]} args
 * @property {import('./lobby.js').OpenLobby} openLobby
 * @property {string} base the name of the bare server on the same engine
 */

/** @type {Layout[]} */
export const LAYOUTS = [
  {
    name: 'apart',
    divide: (guests) => ({ rooms: guests, each: 1 }),
    label: (guests) => `${guests} rooms, 1 comes and goes in each`,
  },
  {
    name: 'together',
    divide: (guests) => ({ rooms: 1, each: guests }),
    label: (guests) => `1 room, ${guests} come and go`,
  },
];

const openPlain = lobbyOf(plain);

/** @type {Server[]} */
export const SERVERS = [
  {
    name: 'bare-uws',
    label: 'bare uWS, subscribe',
    file: 'bare-uws.js',
    args: [],
    openLobby: openPlain,
    base: 'bare-uws',
  },
  {
    name: 'bare-ws',
    label: 'bare ws, a set',
    file: 'bare-ws.js',
    args: [],
    openLobby: openPlain,
    base: 'bare-ws',
  },
  {
    name: 'socketio',
    label: 'Socket.IO, rooms',
    file: 'socketio.js',
    args: [],
    openLobby: lobbyOf(socketio, '41'),
    base: 'bare-ws',
  },
  {
    name: 'pug-uws',
    label: 'Pug relay, engine uws',
    file: 'pug.js',
    args: ['uws'],
    openLobby: pugLobby,
    base: 'bare-uws',
  },
  {
    name: 'pug-ws',
    label: 'Pug relay, engine ws',
    file: 'pug.js',
    args: ['ws'],
    openLobby: pugLobby,
    base: 'bare-ws',
  },
];
