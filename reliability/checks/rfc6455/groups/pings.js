/** Group 2: pings and pongs. */
import { failed, opened, VIOLATION } from '../case.js';
import { NOT_UTF8, ping, pong } from '../frames.js';

const NONE = Buffer.alloc(0);
const LONGEST = Buffer.alloc(125, 0xfe);
const TEN = Array.from({ length: 10 }, (_, index) => ping(Buffer.from(`payload-${index}`)));
const TEN_PONGS = TEN.map(() => 'pong').join(' ');

/** @type {import('../case.js').Case[]} */
export const pings = [
  { id: '2.1', title: 'a ping without payload', send: [ping(NONE)], ...opened('pong') },
  { id: '2.2', title: 'a ping with text', send: [ping()], ...opened('pong') },
  { id: '2.3', title: 'a ping with what is not UTF-8', send: [ping(NOT_UTF8)], ...opened('pong') },
  { id: '2.4', title: 'a ping of 125 bytes', send: [ping(LONGEST)], ...opened('pong') },
  { id: '2.5', title: 'a ping of 126 bytes', send: [ping(Buffer.alloc(126, 0xfe))], ...failed(VIOLATION) },
  {
    id: '2.6',
    title: 'a ping of 125 bytes, byte by byte',
    send: [ping(LONGEST)],
    chop: 1,
    ...opened('pong'),
  },
  { id: '2.7', title: 'a pong nobody asked for, empty', send: [pong(NONE)], ...opened() },
  { id: '2.8', title: 'a pong nobody asked for', send: [pong()], ...opened() },
  { id: '2.9', title: 'a pong nobody asked for, then a ping', send: [pong(), ping()], ...opened('pong') },
  { id: '2.10', title: 'ten pings', send: TEN, ...opened(TEN_PONGS) },
  { id: '2.11', title: 'ten pings, byte by byte', send: TEN, chop: 1, ...opened(TEN_PONGS) },
];
