import {
  beforeItsTimer,
  expectRefused,
  join,
  joinMessage,
  newRoom,
  refusalOf,
} from '@pug-network/conformance/wire';
import { describe, expect, it } from 'vitest';
import { ManualClock, useRelay, type Engine } from './relay.js';

/** docs/protocol.md, 3. Join: what is refused, and in which order it is looked at. */
export function joining(engine: Engine): void {
  describe('a join that is refused', () => {
    const clock = new ManualClock();
    const relay = useRelay(engine, { clock, ttl: { min: 1, max: 3_600, default: 600 } });

    it('is room_not_found, then room_expired, then room_full, then bad_secret', async () => {
      const code = await beforeItsTimer(async () => {
        const room = await newRoom(relay, '?capacity=2&ttl=30');
        const wrong = joinMessage({ ...room, roomSecret: 'wrong' });
        await join(relay, room);
        await expectRefused(relay, wrong, 'bad_secret');
        await join(relay, room);
        await expectRefused(relay, wrong, 'room_full');
        await expectRefused(relay, joinMessage(room), 'room_full');
        clock.advance(31_000);
        const refusal = await refusalOf(relay, wrong);
        await expectRefused(relay, wrong, 'room_not_found');
        return refusal;
      });
      expect(code).toBe('room_expired');
    });
  });
}
