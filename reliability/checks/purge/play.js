/** Plays a sequence to a relay over real sockets; throws where anybody sees anything else than must be seen. */
import { joinMessage, message, newRoom, newTag } from '@pug-network/conformance/wire';
import { ExpectedRoom, seeEvent, seeFrame } from './expected-room.js';
import { go, openPeer } from './peers.js';

/**
 * @typedef {import('@pug-network/conformance/wire').Target} Target
 * @typedef {import('@pug-network/conformance/wire').Item} Item
 * @typedef {import('./commands.js').Command} Command
 * @typedef {import('./commands.js').Sequence} Sequence
 * @typedef {import('./commands.js').Join} Join
 * @typedef {{ admitted: number, frames: number, end: 'ttl' | 'purge' | 'empty' }} Played how many came in, how many
 *   frames were seen by all, and what the room ended by
 * @typedef {{ target: Target, room: ExpectedRoom, strangers: import('./peers.js').Peer[] }} Scene
 */

const SHORT_TTL_S = 1;
const LONG_TTL_S = 3_600;
/** How a join may be refused by a room whose time is up, before its timer has fired and after. */
const UP = ['room_expired', 'room_not_found'];
/** @type {Join} */
const PLAIN_JOIN = { type: 'join', kind: 'raw', isSecretRight: true };

/**
 * @param {Target} target
 * @param {Sequence} sequence
 * @returns {Promise<Played[]>} for each of its rooms
 */
export async function play(target, sequence) {
  const played = [];
  let scene = await begin(target, sequence);
  for (const command of sequence.commands) {
    if (scene.room.end !== undefined) {
      played.push(await finish(scene, sequence.ending));
      scene = await begin(target, sequence);
    }
    await perform(scene, command);
  }
  return [...played, await finish(scene, sequence.ending)];
}

/**
 * @param {Target} target
 * @param {Sequence} sequence
 * @returns {Promise<Scene>}
 */
async function begin(target, { isShort, capacity }) {
  const ttl = isShort ? SHORT_TTL_S : LONG_TTL_S;
  const created = await newRoom(target, `?ttl=${ttl}&capacity=${capacity}`);
  return { target, room: new ExpectedRoom(created, isShort), strangers: [] };
}

/**
 * @param {Scene} scene
 * @param {Command} command
 */
async function perform(scene, command) {
  const { target, room, strangers } = scene;
  if (command.type === 'join') await join(scene, command);
  else if (command.type === 'connect') strangers.push(await openPeer(target, command.kind));
  else if (room.present.length === 0) return;
  else if (command.type === 'expire') await (room.isShort ? room.hearExpiry() : undefined);
  else await act(room, command);
}

/**
 * What a member does.
 * @param {ExpectedRoom} room
 * @param {import('./commands.js').Send | import('./commands.js').Go | import('./commands.js').Purge} command
 */
async function act(room, command) {
  const member = /** @type {import('./expected-room.js').Member} */ (
    room.present[command.member % room.present.length]
  );
  if (command.type === 'send') {
    const frame = message(member.memberId, command.bytes);
    member.peer.sendBinary(frame);
    await room.hear(room.present, seeFrame(frame));
    room.frames += 1;
  } else if (command.type === 'go') await leave(room, member, command.how);
  else await purge(room, member);
}

/**
 * @param {ExpectedRoom} room
 * @param {import('./expected-room.js').Member} member
 */
async function purge(room, member) {
  member.peer.send({ type: 'room:purge' });
  if (member.memberId === 1) await room.hearPurge();
  else await room.hear([member], seeEvent({ type: 'error', code: 'not_creator' }));
}

/**
 * @param {ExpectedRoom} room
 * @param {import('./expected-room.js').Member} member
 * @param {import('./commands.js').Going} how
 */
async function leave(room, member, how) {
  room.remove(member);
  await go(member.peer, how);
  if (room.present.length === 0) room.end = 'empty';
  await room.hear(room.present, seeEvent({ type: 'presence:leave', memberId: member.memberId }));
}

/**
 * @param {Scene} scene
 * @param {Join} command
 */
async function join({ target, room }, { kind, isSecretRight }) {
  const tag = newTag();
  const peer = await openPeer(target, kind);
  const { roomId, roomSecret, capacity } = room.created;
  peer.send(joinMessage({ roomId, roomSecret: isSecretRight ? roomSecret : newTag() }, tag));
  const item = await peer.inbox.next('the answer to a join');
  const expected = room.present.length >= capacity ? 'room_full' : isSecretRight ? 'welcome' : 'bad_secret';
  if (room.isShort && item.kind === 'event' && UP.includes(String(item.event['code']))) {
    await room.hearExpiry();
  } else if (expected === 'welcome') {
    await welcome(room, { peer, tag, item });
  } else {
    seeEvent({ type: 'error', code: expected })(item);
  }
}

/**
 * @param {ExpectedRoom} room
 * @param {{ peer: import('./peers.js').Peer, tag: string, item: Item }} joiner
 */
async function welcome(room, { peer, tag, item }) {
  const memberId = room.admitted + 1;
  const members = room.present.map((other) => ({ memberId: other.memberId, username: other.username }));
  const creator = memberId === 1;
  seeEvent({ type: 'room:joined', memberId, creator, members, capacity: room.created.capacity })(item);
  const username = String(item.kind === 'event' && item.event['username']);
  const others = room.present;
  room.admitted = memberId;
  room.present = [...others, { peer, memberId, username }];
  await room.hear(others, seeEvent({ type: 'presence:join', memberId, username, tag }));
}

/**
 * Everybody goes; of a room whose end was seen nothing is left.
 * @param {Scene} scene
 * @param {Sequence['ending']} ending
 * @returns {Promise<Played>}
 */
async function finish(scene, ending) {
  const { target, room, strangers } = scene;
  if (room.end === undefined && !room.isShort && room.present.length === 0) await join(scene, PLAIN_JOIN);
  const [first] = room.present;
  if (ending === 'purge' && first?.memberId === 1) await purge(room, first);
  const how = ending === 'purge' ? 'close' : ending;
  for (let [member] = room.present; member; [member] = room.present) await leave(room, member, how);
  for (const stranger of strangers) stranger.cut();
  if (room.end === 'purge' || room.end === 'ttl') await seeNotFound(target, room);
  const { admitted, frames, end = 'ttl' } = room;
  return { admitted, frames, end };
}

/**
 * @param {Target} target
 * @param {ExpectedRoom} room
 */
async function seeNotFound(target, room) {
  const peer = await openPeer(target, 'raw');
  peer.send(joinMessage(room.created));
  seeEvent({ type: 'error', code: 'room_not_found' })(await peer.inbox.next('the answer to a join'));
}
