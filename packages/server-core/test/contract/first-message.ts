import { describe, it } from 'vitest';
import { expectRefused } from './client/first.js';
import { newRoom } from './client/gate.js';
import { joinMessage, message, newTag } from './client/member.js';
import { KEEP_ALIVE, expectNothingElse } from './client/peer.js';
import { useRelay, type Engine, type Served } from './client/relay.js';
import { MAX_CONTROL_BYTES } from './client/table.js';
import { WsPeer } from './client/ws-peer.js';

/** protocol.md §3 Join: what a connection may begin with. */
export function firstMessage(engine: Engine): void {
  describe('the first message', () => {
    const relay = useRelay(engine);
    sizes(relay);
    keepAlive(relay);
    notAJoin(relay);
  });
}

function sizes(relay: Served): void {
  it('is read at 1,024 bytes, beyond it is bad_frame', async () => {
    const room = await newRoom(relay.port);
    const text = JSON.stringify(joinMessage(room)).padEnd(MAX_CONTROL_BYTES, ' ');
    const peer = await WsPeer.open(relay.port);
    peer.sendText(text);
    await peer.event('room:joined');
    await expectRefused(relay.port, `${text} `, 'bad_frame');
    const note = 'ä'.repeat(480);
    await expectRefused(relay.port, { ...joinMessage(room), note }, 'bad_frame');
  });
}

function keepAlive(relay: Served): void {
  it('may have keep-alives before it', async () => {
    const room = await newRoom(relay.port);
    const peer = await WsPeer.open(relay.port);
    for (let n = 0; n < 3; n++) await expectNothingElse(peer);
    peer.send(joinMessage(room));
    await peer.event('room:joined');
  });
}

function notAJoin(relay: Served): void {
  const firsts: [name: string, first: object | string | Buffer][] = [
    ['room:purge', { type: 'room:purge' }],
    ['a message', message(1)],
    ['an empty binary frame', Buffer.alloc(0)],
    ['a keep-alive of two bytes', Buffer.concat([KEEP_ALIVE, KEEP_ALIVE])],
    ['an unknown binary type', Buffer.from([0x02])],
    ['an event of the server', { type: 'room:joined' }],
    ['an empty text frame', ''],
    ['a join without a roomId', { type: 'room:join', roomSecret: 's', tag: newTag() }],
    ['a join without a roomSecret', { type: 'room:join', roomId: 'r', tag: newTag() }],
    ['a roomId that is a number', { type: 'room:join', roomId: 1, roomSecret: 's', tag: newTag() }],
    ['a roomSecret that is null', { type: 'room:join', roomId: 'r', roomSecret: null, tag: newTag() }],
  ];
  it.each(firsts)('is bad_frame where it is %s', async (_name, first) => {
    await expectRefused(relay.port, first, 'bad_frame');
  });
}
