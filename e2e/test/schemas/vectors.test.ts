import frames from '@pug-network/protocol/vectors/frames.json';
import messages from '@pug-network/protocol/vectors/messages.json';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startRelay, type RelayProcess } from '../support/relay.js';
import { judgeClose, judgeFrame } from './judge.js';
import { Peer, type Place } from './peer.js';
import { place } from './rooms.js';
import { ask, Traffic } from './traffic.js';

// The vectors of what a client sends, sent to a real relay: its answer is the one that they tell.

/** In one piece, or in pieces and runs to be joined. */
type Parts = string | readonly (string | { readonly repeat: string; readonly times: number })[];

const textOf = (parts: Parts): string =>
  typeof parts === 'string'
    ? parts
    : parts.map((part) => (typeof part === 'string' ? part : part.repeat.repeat(part.times))).join('');

/** The bytes of a message that is written as text or in hex. */
const bytesOf = ({ text, hex = '' }: { readonly text?: Parts; readonly hex?: string }): Buffer =>
  text === undefined ? Buffer.from(hex, 'hex') : Buffer.from(textOf(text));

describe.each(['uws', 'ws'])('a relay on %s', (engine) => {
  const traffic = new Traffic();
  let relay: RelayProcess;
  let room: Place;

  beforeAll(async () => {
    relay = await startRelay(engine, { POW_DIFFICULTY: '4', CAPACITY_DEFAULT: '50' });
    room = await place(traffic, relay.origin);
    await (await Peer.open(traffic, relay.origin)).join(room);
  });
  afterAll(() => relay.program.end());

  /** The code of the next thing that arrives, be it an error event or the end. */
  async function codeFrom(peer: Peer): Promise<unknown> {
    const item = await peer.next();
    if (Buffer.isBuffer(item)) return `a frame of ${item.length} bytes`;
    return typeof item === 'string' ? (JSON.parse(item) as { code?: unknown }).code : item.code;
  }

  /** A member that is not the creator, or a connection that has not joined. */
  async function connection(isMember: boolean, where = room): Promise<Peer> {
    const peer = await Peer.open(traffic, relay.origin);
    if (isMember) expect(await peer.join(where)).toMatchObject({ type: 'room:joined', creator: false });
    return peer;
  }

  it.each(messages.toRelay)('reads as a text frame: $name', async (vector) => {
    const { accepted, refused, ended } = vector;
    // A join of a room that is not there is answered so only if it is well-typed; a purge, by who may not.
    const isJoin = accepted?.type === 'room:join';
    const peer = await connection(!isJoin);
    peer.sendSpoilt(bytesOf(vector), false);
    const expected = accepted ? [isJoin ? 'room_not_found' : 'not_creator'] : (ended ?? [refused]);
    expect(expected).toContain(await codeFrom(peer));
    peer.cut();
  });

  it.each(frames.toRelay)(
    'reads as a binary frame: $name',
    async ({ frame, joined, accepted, refused, ended }) => {
      const own = await place(traffic, relay.origin);
      const creator = await Peer.open(traffic, relay.origin);
      await creator.join(own);
      const peer = await connection(joined ?? true, own);
      const bytes = Buffer.from(textOf(frame), 'hex');
      peer.sendSpoilt(bytes, true);
      const expected = accepted ? [`a frame of ${bytes.length} bytes`] : (ended ?? [refused]);
      expect(expected).toContain(await codeFrom(peer));
      creator.cut();
      peer.cut();
    },
  );

  // Well-typed is what is looked at for its proof, and that is none here.
  it.each(messages.toRedeem)('reads as the body of a redemption: $name', async (vector) => {
    const question = { method: 'POST', path: '/api/pow-redeem', body: bytesOf(vector) };
    const { body } = await ask(traffic, relay.origin, question);
    const { error } = JSON.parse(body) as { error: { code: string } };
    expect(error.code).toBe(vector.accepted ? 'pow_invalid' : vector.refused);
  });

  it('says nothing besides that asyncapi.json has nothing for', () => {
    const told = traffic.of('frame').filter(({ to }) => to === 'client');
    expect(told.length).toBeGreaterThan(0);
    for (const frame of told) judgeFrame(frame);
    for (const close of traffic.of('close')) judgeClose(close);
  });
});
