import { describe, expect, expectTypeOf, it } from 'vitest';
import { isAmount, isString } from '../src/json.js';
import { decodeJson, fit, type Shape } from '../src/shape.js';

interface Order {
  readonly type: 'order';
  readonly by: { readonly name: string };
  readonly items: readonly { readonly id: number }[];
}

const ORDER: Shape<Order> = { type: 'order', by: { name: isString }, items: [{ id: isAmount }] };
const SOUND: Order = { type: 'order', by: { name: 'a' }, items: [{ id: 1 }, { id: 2 }] };

describe('fit', () => {
  it('copies the fields of the shape, on every level, and nothing else', () => {
    const more = { ...SOUND, extra: 1, by: { name: 'a', extra: 2 }, items: [{ id: 1, extra: 3 }, { id: 2 }] };
    const copy = fit(more, ORDER);
    expect(copy).toEqual(SOUND);
    expect(copy?.items).not.toBe(more.items);
  });

  it('takes a list without items', () => {
    expect(fit({ ...SOUND, items: [] }, ORDER)).toEqual({ ...SOUND, items: [] });
  });

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['a list', [SOUND]],
    ['another string where this very one is asked for', { ...SOUND, type: 'Order' }],
    ['a check that fails deep inside', { ...SOUND, by: { name: 1 } }],
    ['fields that are none', { ...SOUND, by: 'a' }],
    ['a missing field', { type: 'order', items: [] }],
    ['one wrong item', { ...SOUND, items: [{ id: 1 }, {}] }],
    ['null among the items', { ...SOUND, items: [null] }],
    ['an object in place of a list', { ...SOUND, items: { 0: { id: 1 }, length: 1 } }],
  ])('gives nothing for %s', (_what, value) => {
    expect(fit(value, ORDER)).toBeUndefined();
  });

  it('makes shapes whose checks and names are those of the type', () => {
    expectTypeOf<{ name: typeof isAmount }>().not.toExtend<Shape<Order['by']>>();
    expectTypeOf<{ title: typeof isString }>().not.toExtend<Shape<Order['by']>>();
    expectTypeOf<{ name: typeof isString }>().toExtend<Shape<Order['by']>>();
    expectTypeOf<'other'>().not.toExtend<Shape<Order['type']>>();
  });
});

describe('decodeJson', () => {
  it('gives what a text holds that has the shape', () => {
    expect(decodeJson(JSON.stringify(SOUND), 1_024, 'bad', ORDER)).toEqual({ ok: true, value: SOUND });
  });

  it('refuses with the one code a text that has it not, and one that is too long', () => {
    expect(decodeJson('{}', 1_024, 'bad', ORDER)).toEqual({ ok: false, code: 'bad' });
    expect(decodeJson(JSON.stringify(SOUND), 10, 'bad', ORDER)).toEqual({ ok: false, code: 'bad' });
  });
});
