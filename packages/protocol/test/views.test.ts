import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { initialView, nextView } from '../src/views.js';
import receiver from '../vectors/receiver.json';
import vectors from '../vectors/views.json';
import { bytesOf, u32, username } from './arbitraries.js';
import { fromBase64url, hex, toHex } from './bytes.js';

const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();
const unhashed = (bytes: Uint8Array): Uint8Array => bytes;

const TAG = '0b121920272e353c434a51585f666d74';

describe('views', () => {
  it('begin with 32 zero bytes', () => {
    expect(initialView()).toEqual(new Uint8Array(32));
    expect(toHex(initialView())).toBe(vectors.views[0]?.view);
  });

  it('begin anew each time: nobody can change the start for others', () => {
    initialView().fill(1);
    expect(initialView()).toEqual(new Uint8Array(32));
  });

  const joins = vectors.views.flatMap(({ memberId, tag, username, view }, n) =>
    tag === undefined ? [] : [{ memberId, tag, username, view, before: vectors.views[n - 1]!.view }],
  );

  it('has a vector for each of three members', () => {
    expect(joins.map(({ memberId }) => memberId)).toEqual([1, 2, 3]);
  });

  it.each(joins)(
    'go on with member $memberId as in the vector',
    ({ memberId, tag, username, view, before }) => {
      const next = nextView(sha256, hex(before), memberId, fromBase64url(tag), username);
      expect(toHex(next)).toBe(view);
    },
  );

  it('lead from what room:joined gave the receiver of the vectors to its own', () => {
    const { viewBefore, memberId, tag, username } = receiver;
    const own = nextView(sha256, hex(viewBefore), memberId, fromBase64url(tag), username);
    expect(toHex(own)).toBe(vectors.views[memberId]?.view);
  });

  it('hash the view before, the memberId, the tag and the name, in one piece', () => {
    const input = nextView(unhashed, initialView(), 1, hex(TAG), 'amber-otter');
    const golden = hex(`
      0000000000000000000000000000000000000000000000000000000000000000 ; view before
      00000001                                                         ; memberId, u32
      ${TAG}                                 ; tag
      616d6265722d6f74746572                                           ; ASCII of the name
    `);
    expect(input).toEqual(golden);
    expect(input.length).toBe(63);
  });

  it('leave the view before as it was', () => {
    const before = new Uint8Array(32).fill(7);
    nextView(sha256, before, 1, hex(TAG), 'amber-otter');
    expect(before).toEqual(new Uint8Array(32).fill(7));
  });

  it('differ as soon as anything about the joiner differs', () => {
    const join = fc.tuple(bytesOf(32), u32, bytesOf(16), username);
    fc.assert(
      fc.property(join, join, (a, b) => {
        const together = [toHex(nextView(unhashed, ...a)), toHex(nextView(unhashed, ...b))];
        const apart = [a, b].map(([before, id, tag, name]) => [toHex(before), id, toHex(tag), name].join());
        expect(together[0] === together[1]).toBe(apart[0] === apart[1]);
      }),
    );
  });

  it.each([-1, 2 ** 32, 1.5, Number.NaN])('have no place for memberId %d', (memberId) => {
    expect(() => nextView(sha256, initialView(), memberId, hex(TAG), 'amber-otter')).toThrow(RangeError);
  });
});
