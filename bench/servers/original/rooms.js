/** 3 join, 4 message, 5 leave and 6 purge, over Socket.IO. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const MAX_MESSAGE_BYTES = 16_000;

/**
 * @typedef {object} Room
 * @property {string} id
 * @property {Buffer} secretDigest
 * @property {number} capacity
 * @property {number} expiresAt
 * @property {number} lastMemberId
 * @property {Map<string, { memberId: number, username: string }>} members by the id of their socket
 * @property {NodeJS.Timeout | undefined} timer
 */

/** @type {Map<string, Room>} */
const rooms = new Map();
/** @type {import('socket.io').Server | undefined} */
let server;

/**
 * @param {number} ttl in seconds
 * @param {number} capacity
 */
export function openRoom(ttl, capacity) {
  const roomId = randomBytes(16).toString('base64url');
  const roomSecret = randomBytes(16).toString('base64url');
  const expiresAt = Date.now() + ttl * 1_000;
  const timer = setTimeout(() => purge(roomId, 'ttl'), ttl * 1_000);
  const secretDigest = digestOf(roomSecret);
  rooms.set(roomId, {
    id: roomId,
    secretDigest,
    capacity,
    expiresAt,
    lastMemberId: 0,
    members: new Map(),
    timer,
  });
  return { roomId, roomSecret, expiresAt, ttl, capacity };
}

/**
 * @param {import('socket.io').Server} io
 * @param {import('socket.io').Socket} socket
 */
export function attend(io, socket) {
  server = io;
  socket.on('room:join', (request, done) => done(join(socket, request)));
  socket.on('message', (message) => {
    const room = rooms.get(socket.data.roomId);
    if (room === undefined || room.expiresAt <= Date.now()) return;
    if (!Buffer.isBuffer(message) || message.length > MAX_MESSAGE_BYTES) return socket.disconnect(true);
    io.to(room.id).emit('message', message);
  });
  socket.on('room:purge', () => {
    const room = rooms.get(socket.data.roomId);
    if (room?.members.get(socket.id)?.memberId === 1) purge(room.id, 'purge');
  });
  socket.on('disconnect', () => leave(socket));
}

/**
 * @param {import('socket.io').Socket} socket
 * @param {{ roomId: string, roomSecret: string }} request
 */
function join(socket, { roomId, roomSecret }) {
  const room = rooms.get(roomId);
  if (room === undefined) return { error: 'room_not_found' };
  if (room.members.size >= room.capacity) return { error: 'room_full' };
  if (!timingSafeEqual(digestOf(String(roomSecret)), room.secretDigest)) return { error: 'bad_secret' };
  const members = [...room.members.values()];
  const memberId = ++room.lastMemberId;
  const member = { memberId, username: `guest-${memberId}` };
  room.members.set(socket.id, member);
  socket.data.roomId = roomId;
  socket.to(roomId).emit('presence:join', member);
  socket.join(roomId);
  return { ...member, creator: memberId === 1, members, capacity: room.capacity, expiresAt: room.expiresAt };
}

/** @param {import('socket.io').Socket} socket */
function leave(socket) {
  const room = rooms.get(socket.data.roomId);
  const member = room?.members.get(socket.id);
  if (room === undefined || member === undefined) return;
  room.members.delete(socket.id);
  if (room.members.size === 0) return purge(room.id, 'empty');
  server?.to(room.id).emit('presence:leave', { memberId: member.memberId });
}

/**
 * @param {string} roomId
 * @param {'ttl' | 'purge' | 'empty'} reason
 */
function purge(roomId, reason) {
  const room = rooms.get(roomId);
  if (room === undefined) return;
  rooms.delete(roomId);
  clearTimeout(room.timer);
  server?.to(roomId).emit('room:expired', { reason });
  server?.in(roomId).disconnectSockets(true);
}

/** @param {string} secret */
const digestOf = (secret) => createHash('sha256').update(secret).digest();
