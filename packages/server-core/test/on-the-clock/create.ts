import { create, expectError, expectOk, ID_16, newRoom, session } from '@pug-network/conformance/wire';
import { describe, expect, it } from 'vitest';
import { ManualClock, useRelay, type Engine } from './relay.js';

/** docs/protocol.md, 2. Create: a session lives 300 s, and a room as long as it says. */
export function creating(engine: Engine): void {
  describe('creating a room', () => {
    const clock = new ManualClock();
    const relay = useRelay(engine, { clock });

    it('gives the room, with the standard ttl and capacity', async () => {
      expect(await newRoom(relay)).toEqual({
        roomId: expect.stringMatching(ID_16) as unknown,
        roomSecret: expect.stringMatching(ID_16) as unknown,
        expiresAt: clock.wall() + 3_600_000,
        ttl: 3_600,
        capacity: 10,
      });
    });

    it('gives the ttl and capacity asked for', async () => {
      const room = await newRoom(relay, '?capacity=7&ttl=120');
      expect(room).toMatchObject({ ttl: 120, capacity: 7, expiresAt: clock.wall() + 120_000 });
    });

    it('works shortly before the sessionToken expires, not after', async () => {
      const [early, late] = [await session(relay), await session(relay)];
      clock.advance(298_000);
      expectOk(await create(relay, early));
      clock.advance(3_500);
      expectError(await create(relay, late), 'session_invalid');
    });
  });
}
