// Drives the SDK for `pug-conformance client -- node e2e/conformance/sdk-driver.js`: instructions come in as JSON lines,
// reports go out (packages/conformance/CLIENT.md).
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { createRoom, joinRoom } from '@pug-network/client-sdk';

/** Why a room is over, where the relay's code does not say it. */
const WHY = { expired: 'room_expired', purged: 'room_purged', misbehaving: 'misbehaving_relay' };
const KINDS = { text: 0, json: 1, bytes: 2 };
const VERDICTS = ['replay', 'undecryptable', 'unsupported'];

const named = ({ memberId, username }) => ({ memberId, username });

function encodeBody({ kind, text, value, bytes }) {
  const body = kind === 'text' ? text : kind === 'json' ? JSON.stringify(value) : bytes;
  return Buffer.from(body).toString('base64url');
}

function decodeBody(kind, body) {
  const bytes = Buffer.from(body, 'base64url');
  if (kind === 0) return bytes.toString('utf8');
  return kind === 1 ? JSON.parse(bytes.toString('utf8')) : new Uint8Array(bytes);
}

/** Follows instructions, and hands reports to `report`. */
export function drive(report) {
  const control = new AbortController();
  const { signal } = control;
  let room;

  const reportJoined = (id) => {
    const { self, creator, members, link } = room;
    const others = members.filter((member) => !member.self).map(named);
    report({ id, did: 'joined', ...named(self), creator, members: others, link });
  };

  const listen = () => {
    room.on('message', (message) => {
      if (message.from.self) return;
      const kind = KINDS[message.kind] ?? message.type;
      report({ did: 'message', from: message.from.memberId, kind, body: encodeBody(message) });
    });
    room.on('joined', (member) => report({ did: 'came', ...named(member) }));
    room.on('left', (member) => report({ did: 'went', ...named(member) }));
    room.on('gap', ({ from, missing }) => report({ did: 'gap', from: from.memberId, missing }));
    for (const did of VERDICTS) room.on(did, ({ from }) => report({ did, from: from.memberId }));
    room.on('state', ({ state }) => {
      if (state === 'reconnecting') report({ did: 'away' });
      if (state === 'joined') reportJoined();
    });
    room.on('closed', ({ reason, code }) => report({ did: 'ended', why: code ?? WHY[reason] ?? reason }));
  };

  const enter = async (id, entering) => {
    room = await entering;
    listen();
    reportJoined(id);
  };

  const ways = {
    create: ({ id, origin, ttl, capacity }) => enter(id, createRoom(origin, { ttl, capacity, signal })),
    join: ({ id, link }) => enter(id, joinRoom(link, { signal })),
    send: async ({ id, kind, body }) => {
      await room.send(decodeBody(kind, body), kind > 2 ? { kind } : {});
      report({ id, did: 'acknowledged' });
    },
    purge: () => room.purge(),
    leave: () => room.leave(),
  };

  return {
    async follow(instruction) {
      try {
        await ways[instruction.do](instruction);
      } catch ({ code }) {
        const did = instruction.do === 'send' && code === 'lost' ? 'lost' : 'failed';
        report({ id: instruction.id, did, why: code });
      }
    },
    /** Gives up whatever is under way. */
    async end() {
      control.abort();
      await room?.leave();
    },
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const driver = drive((report) => process.stdout.write(`${JSON.stringify(report)}\n`));
  createInterface({ input: process.stdin })
    .on('line', (line) => driver.follow(JSON.parse(line)))
    .on('close', () => driver.end().then(() => process.exit()));
}
