import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { accentsOf, contrast } from '../../src/lib/embed/accent.js';

const READABLE = 4.5;
const SEED = 2026;

const tokens = readFileSync(new URL('../../src/tokens.css', import.meta.url), 'utf8');

const colourOf = (hex: string) =>
  [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16)) as unknown as readonly [number, number, number];

/** A token for light and for dark surfaces. */
function token(name: string): readonly [light: string, dark: string] {
  const [, light = '', dark = ''] =
    new RegExp(`--${name}: light-dark\\((#\\w+), (#\\w+)\\)`).exec(tokens) ?? [];
  return [light, dark];
}

describe("a site's accent", () => {
  it('is taken as it is where it can be read', () => {
    expect(accentsOf('#7a4a12').light).toBe('#7a4a12');
    expect(accentsOf('#e5b071').dark).toBe('#e5b071');
  });

  it('can be read on every surface, and the text on it as well', () => {
    const hex = fc.integer({ min: 0, max: 0xffffff }).map((n) => `#${n.toString(16).padStart(6, '0')}`);
    fc.assert(
      fc.property(hex, (accent) => {
        const { light, dark } = accentsOf(accent);
        for (const name of ['surface', 'raised', 'on-strong']) {
          const [onLight, onDark] = token(name);
          expect(contrast(colourOf(light), colourOf(onLight))).toBeGreaterThanOrEqual(READABLE);
          expect(contrast(colourOf(dark), colourOf(onDark))).toBeGreaterThanOrEqual(READABLE);
        }
      }),
      { seed: SEED, numRuns: 2_000 },
    );
  });
});
