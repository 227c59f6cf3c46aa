import { encodeBase64url, MIN_REMEMBERED_VIEWS } from '@pug-network/protocol';
import vectors from '@pug-network/protocol/vectors/views.json';
import { describe, expect, it } from 'vitest';
import { Views } from '../../src/crypto/views.js';
import { fromHex, toHex } from '../bytes.js';

const [before, first, ...rest] = vectors.views;
const tag = encodeBase64url(new Uint8Array(16).fill(9));
const misbehaving = expect.objectContaining({ code: 'misbehaving_relay' }) as Error;

const viewsOfFirst = (): Views =>
  new Views(encodeBase64url(fromHex(before!.view)), 1, first!.tag!, first!.username!);

describe('views', () => {
  it('are the vectors’, from the own join on', () => {
    const views = viewsOfFirst();
    expect(toHex(views.prefix)).toBe(first!.view.slice(0, 32));
    for (const { memberId, tag: memberTag, username, view } of rest) {
      views.append(memberId, memberTag!, username!);
      expect(views.epoch).toBe(memberId);
      expect(toHex(views.prefix)).toBe(view.slice(0, 32));
    }
    for (const { memberId, view } of [first!, ...rest]) {
      expect(views.knows(memberId, fromHex(view).subarray(0, 16))).toBe(true);
    }
  });

  it('go on from the view that a later joiner is told', () => {
    const last = vectors.views.at(-1)!;
    const told = encodeBase64url(fromHex(vectors.views.at(-2)!.view));
    const views = new Views(told, last.memberId, last.tag!, last.username!);
    expect(toHex(views.prefix)).toBe(last.view.slice(0, 32));
    expect(views.epoch).toBe(last.memberId);
  });

  it('know nothing of the time before the own join, nor of members to come', () => {
    const views = viewsOfFirst();
    expect(views.knows(0, new Uint8Array(16))).toBe(false);
    expect(views.knows(2, fromHex(rest[0]!.view).subarray(0, 16))).toBe(false);
  });

  it('know an epoch under its own view only', () => {
    const views = viewsOfFirst();
    for (let at = 0; at < 16; at++) {
      const other = views.prefix.slice();
      other[at]! ^= 1;
      expect(views.knows(1, other)).toBe(false);
    }
    expect(views.knows(1, new Uint8Array(0))).toBe(false);
  });

  it.each([1, 3, 0, 0xffff_ffff])('take no member %i after member 1', (memberId) => {
    const views = viewsOfFirst();
    expect(() => views.append(memberId, tag, 'calm-otter')).toThrow(misbehaving);
    expect(views.epoch).toBe(1);
  });

  it('take no view and no tag that is not base64url', () => {
    expect(() => new Views('not base64url!', 1, tag, 'calm-otter')).toThrow(misbehaving);
    expect(() => new Views(encodeBase64url(new Uint8Array(32)), 1, '=', 'calm-otter')).toThrow(misbehaving);
  });

  it('are remembered for the last 4,096 members, and not for ever', () => {
    const views = viewsOfFirst();
    const prefixes = [new Uint8Array(16), views.prefix];
    const last = MIN_REMEMBERED_VIEWS + 1_000;
    for (let id = 2; id <= last; id++) {
      views.append(id, tag, 'calm-otter');
      prefixes.push(views.prefix);
    }
    const known = prefixes.map((prefix, id) => views.knows(id, prefix));
    expect(known.slice(last - MIN_REMEMBERED_VIEWS + 1).every(Boolean)).toBe(true);
    expect(known.slice(0, 900).some(Boolean)).toBe(false);
  });
});
