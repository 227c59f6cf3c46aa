import type { Connection } from './connection.js';
import { join } from './join.js';
import { decodeObject } from './json.js';
import { isMessage, message } from './message.js';
import { endIfDue, purge } from './purge.js';
import { refuse, tellRefusal } from './refuse.js';
import type { Relay } from './relay.js';

/** protocol.md, WebSocket. */
const MAX_TEXT_BYTES = 1_024;
const TYPE_KEEP_ALIVE = 0x00;
const TYPE_MESSAGE = 0x01;
const KEEP_ALIVE = Buffer.from([TYPE_KEEP_ALIVE]);

/** Takes one data message of a connection; after it is out, none. */
export function receive(relay: Relay, connection: Connection, bytes: Buffer, isBinary: boolean): void {
  const { clock, faults } = relay;
  if (connection.isOut) return;
  if (connection.member && endIfDue(relay, connection.member.room)) return;
  const isFree = isBinary && bytes.equals(KEEP_ALIVE) && faults.on('rate.keep-alives-free');
  const isWithinRate = isFree || connection.allowance.take(bytes.length, clock.monotonic());
  if (isWithinRate || faults.on('rate.excess-forwarded')) take(relay, connection, bytes, isBinary);
  if (!isWithinRate) refuse(relay, connection, 'rate_limited');
}

function take(relay: Relay, connection: Connection, bytes: Buffer, isBinary: boolean): void {
  if (isBinary) takeBinary(relay, connection, bytes);
  else takeText(relay, connection, bytes);
}

function takeText(relay: Relay, connection: Connection, bytes: Buffer): void {
  const { faults } = relay;
  const { member } = connection;
  const isShort = bytes.length <= MAX_TEXT_BYTES || faults.on('frame.long-text-accepted');
  const control = isShort ? decodeObject(faults, bytes) : undefined;
  const type = control?.['type'];
  const isJoin = type === 'room:join' && (!member || faults.on('frame.second-join-accepted'));
  if (control && isJoin) void join(relay, connection, control);
  else if (type === 'room:purge' && member) purge(relay, member);
  else if (typeof type !== 'string' || !faults.on('frame.unknown-type-ignored'))
    refuseFrame(relay, connection);
}

function takeBinary(relay: Relay, connection: Connection, bytes: Buffer): void {
  const { faults } = relay;
  const { member } = connection;
  const type = bytes.at(0);
  const isLong = bytes.length > KEEP_ALIVE.length && !faults.on('frame.long-keep-alive-accepted');
  const isUnknown = type !== undefined && type > TYPE_MESSAGE;
  const isIgnored =
    (!member && faults.on('frame.before-join-ignored')) ||
    (isUnknown && faults.on('frame.unknown-binary-ignored'));
  if (type === TYPE_KEEP_ALIVE && !isLong) keepAlive(relay, connection);
  else if (type === TYPE_MESSAGE && member && isMessage(relay, member, bytes)) message(relay, member, bytes);
  else if (!isIgnored) refuseFrame(relay, connection);
}

/** Answered to its sender alone, before joining as well; protocol.md §4. */
function keepAlive({ clock, faults }: Relay, connection: Connection): void {
  const { member } = connection;
  if (!member && faults.on('keepalive.not-before-join')) return;
  if (!member && faults.on('join.timeout-put-off')) connection.startedMs = clock.monotonic();
  const isForAll = member && faults.on('keepalive.answered-to-all');
  const receivers = isForAll ? [...member.room.members.values()] : [{ connection }];
  for (const receiver of receivers) receiver.connection.forward(KEEP_ALIVE);
}

function refuseFrame(relay: Relay, connection: Connection): void {
  if (relay.faults.on('frame.bad-frame-goes-on')) tellRefusal(relay, connection, 'bad_frame');
  else refuse(relay, connection, 'bad_frame');
}
