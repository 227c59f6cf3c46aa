/** Few files: members beyond them are told so, and whoever takes the rest without joining keeps nobody out for good. */
import { once } from 'node:events';
import { connect } from 'node:net';
import {
  eventually,
  expectNothingElse,
  expectRefusal,
  gather,
  get,
  newRoom,
  pair,
  wait,
  within,
  WsPeer,
} from '@pug-network/conformance/wire';
import { many } from '../../lib/many.js';
import { cpuOf } from './process.js';
import { withServer } from './scene.js';

/**
 * @typedef {import('./server.js').Server} Server
 * @typedef {import('node:net').Socket} Socket
 * @typedef {import('./scene.js').Scene['record']} RecordFigure
 */

const ENOUGH_MS = 20_000;
/** Files that the relay keeps for itself and for HTTP. */
const RESERVE = 64;
/** Connections beyond what there is. */
const TOO_MANY = 20;
const ROOM = 32;

/**
 * Where the system tells a process how many files it may have.
 * @param {import('./scene.js').Scene} scene
 */
export async function fewFiles({ engine, isSmall, record }) {
  if (process.platform !== 'linux') return;
  const files = isSmall ? 128 : 256;
  const limits = { limits: `ulimit -n ${files}` };
  await withServer({ ENGINE: engine }, (server) => fillWithMembers(server, files - RESERVE, record), limits);
}

/** @param {import('./scene.js').Scene} scene */
export async function fullFiles({ engine, isSmall, record }) {
  const files = isSmall ? 80 : 256;
  const limits = { limits: `ulimit -n ${files}` };
  await withServer({ ENGINE: engine }, (server) => fill(server, files, isSmall, record), limits);
}

/**
 * @param {Server} server
 * @param {number} most members that there are files for
 * @param {RecordFigure} record
 */
async function fillWithMembers({ target, log }, most, record) {
  const told = Number(log[0]?.['maxConnections']);
  record({ what: 'members that it has files for, as its first line says', value: told, least: most, most });
  await many(most / ROOM, most, async () => gather(target, await newRoom(target, '?capacity=50'), ROOM));
  await many(TOO_MANY, TOO_MANY, async () => expectRefusal(await WsPeer.open(target), 'server_full'));
  record({ what: 'members beyond, told server_full', value: TOO_MANY, least: TOO_MANY, most: TOO_MANY });
}

/**
 * Connections that say nothing take every file: they are no members, so nothing counts them.
 * @param {Server} server
 * @param {number} files
 * @param {boolean} isSmall
 * @param {RecordFigure} record
 */
async function fill(server, files, isSmall, record) {
  const { target } = server;
  const members = await pair(target, await newRoom(target));
  const crowd = await Promise.all(Array.from({ length: files + TOO_MANY }, () => dialled(server.port)));
  const isServed = await answers(target, isSmall);
  record({ what: 'new requests answered with every file taken', value: isServed ? 1 : 0, least: 0, most: 0 });
  await recordIdleCpu(server, isSmall ? 300 : 5_000, record);
  for (const { peer } of members) await expectNothingElse(peer);
  record({ what: 'members served with every file taken', value: members.length, least: 2, most: 2 });
  crowd.forEach((socket) => socket.destroy());
  await eventually(() => answers(target, isSmall), 'a new connection to be served', ENOUGH_MS);
  record({ what: 'new requests answered once those have left', value: 1, least: 1, most: 1 });
  const lines = server.log.length - 1 + server.errors().length;
  record({ what: 'lines logged about it', value: lines, least: 0, most: 0 });
}

/**
 * @param {Server} server
 * @param {number} ms
 * @param {RecordFigure} record
 */
async function recordIdleCpu({ pid }, ms, record) {
  const before = cpuOf(pid);
  const began = performance.now();
  await wait(ms);
  const after = cpuOf(pid);
  if (before === undefined || after === undefined) return;
  const value = (100 * (after - before)) / (performance.now() - began);
  record({
    what: 'CPU of a core with every file taken and nobody talking',
    value,
    unit: '%',
    note: 'uws turns without rest until somebody goes: LimitNOFILE belongs above MAX_CONNECTIONS',
  });
}

/**
 * A connection that says nothing; whatever becomes of it is not this process's to worry about.
 * @param {number} port
 * @returns {Promise<Socket>}
 */
async function dialled(port) {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined).resume();
  await within(Promise.race([once(socket, 'connect'), once(socket, 'close')]), 'a connection', ENOUGH_MS);
  return socket;
}

/**
 * @param {import('@pug-network/conformance/wire').Target} target
 * @param {boolean} isSmall
 */
async function answers(target, isSmall) {
  const answer = within(get(target, '/healthz'), 'an answer', isSmall ? 500 : 2_000);
  return answer.then(({ status }) => status === 200).catch(() => false);
}
