import { between } from '../../check.js';
import { newRoom } from '../../wire/gate.js';
import { join, joinWith, message } from '../../wire/member.js';
import { expectNothingElse } from '../../wire/peer.js';
import { RawPeer } from '../../wire/raw-peer.js';
import { MAX_FRAME_BYTES } from '../../wire/table.js';
import { wait } from '../../wire/wait.js';
import { casesOf, clauseIn, type Relay } from '../case.js';
import type { Rate } from '../settings.js';
import { ALMOST, OVER_SECONDS, closed, framesUntilRateLimited, inThree, onUsual } from './rates.js';

const clause = clauseIn('rates-and-backlog');
const bytes = clause('their bytes | 64 KiB a second | 128 KiB');

const SECOND_MS = 1_000;
const MAX_BLOB = MAX_FRAME_BYTES - 5;

export const byteRateCases = casesOf('rate', (check) => {
  check(
    'byte-burst',
    'as many bytes as the burst are taken at once',
    bytes,
    async (relay) => {
      const { peer } = await join(relay, await newRoom(relay));
      const count = inBurst(relay.limits.rate);
      for (let n = 0; n < count; n++) peer.sendBinary(message(1, MAX_BLOB));
      await peer.frames(count);
      await expectNothingElse(peer);
    },
    onUsual,
  );

  check(
    'bytes-over',
    'many more bytes than the burst are rate_limited',
    closed,
    (relay) => expectBytesOver(relay, (peer) => peer.sendBinary(message(1, MAX_BLOB))),
    onUsual,
  );

  check(
    'bytes-in-fragments',
    'the bytes of all fragments count',
    bytes,
    (relay) => expectBytesOver(relay, (peer) => peer.write(...inThree(message(1, MAX_BLOB)))),
    onUsual,
  );

  check(
    'byte-rate',
    'a second after a burst a second’s worth of bytes is taken',
    bytes,
    async (relay) => {
      const { peer } = await join(relay, await newRoom(relay));
      const { rate } = relay.limits;
      for (let n = 0; n < inBurst(rate); n++) peer.sendBinary(message(1, MAX_BLOB));
      await peer.frames(inBurst(rate));
      await wait(SECOND_MS);
      const more = Math.floor((rate.bytes * ALMOST) / MAX_FRAME_BYTES);
      for (let n = 0; n < more; n++) peer.sendBinary(message(1, MAX_BLOB));
      await peer.frames(more);
    },
    onUsual,
  );
});

const inBurst = ({ byteBurst }: Rate) => Math.floor(byteBurst / MAX_FRAME_BYTES);

async function expectBytesOver(relay: Relay, send: (peer: RawPeer) => void): Promise<void> {
  const { peer } = await joinWith(await RawPeer.open(relay), await newRoom(relay));
  const { rate } = relay.limits;
  const start = performance.now();
  const count = inBurst(rate) + Math.ceil((OVER_SECONDS * rate.bytes) / MAX_FRAME_BYTES);
  for (let n = 0; n < count; n++) send(peer);
  const taken = await framesUntilRateLimited(peer);
  const seconds = (performance.now() - start) / SECOND_MS;
  between(
    taken,
    inBurst(rate),
    inBurst(rate) + Math.ceil((seconds * rate.bytes) / MAX_FRAME_BYTES) + 1,
    'how many came back',
  );
}
