import { describe, expect, it } from 'vitest';
import { expectOk } from './client/gate.js';
import { get } from './client/http.js';
import { DIFFICULTY, useRelay, type Engine } from './client/relay.js';

/** protocol.md, Also: `GET /api/limits`. */
export function limits(engine: Engine): void {
  describe('the limits of a deployment', () => {
    const standard = useRelay(engine, { powDifficulty: 18 });
    const other = useRelay(engine, {
      ttl: { min: 30, max: 900, default: 300 },
      capacity: { min: 3, max: 200, default: 5 },
    });
    const fixed = {
      protocol: 'pug.v1',
      maxFrameBytes: 16_000,
      rate: { frames: 50, frameBurst: 100, bytes: 65_536, byteBurst: 131_072 },
    };

    it('are the standard ones unless it says otherwise', async () => {
      expect(expectOk(await get(standard.port, '/api/limits'))).toEqual({
        ...fixed,
        difficulty: 18,
        ttl: { min: 60, max: 86_400, default: 3_600 },
        capacity: { min: 2, max: 50, default: 10 },
      });
    });

    it('are told as configured', async () => {
      expect(expectOk(await get(other.port, '/api/limits'))).toEqual({
        ...fixed,
        difficulty: DIFFICULTY,
        ttl: { min: 30, max: 900, default: 300 },
        capacity: { min: 3, max: 200, default: 5 },
      });
    });
  });
}
