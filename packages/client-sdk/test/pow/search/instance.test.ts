import { afterEach, expect, it, vi } from 'vitest';
import { instantiateWasm } from '../../../src/pow/search/instance.js';

afterEach(() => vi.unstubAllGlobals());

const reasonWith = async (stub: unknown) => {
  vi.stubGlobal('WebAssembly', stub);
  return instantiateWasm();
};

/** A constructor that refuses. */
const refusing = (error: Error) =>
  function Module() {
    throw error;
  };

it('makes an instance of its own for every call', async () => {
  const [one, other] = [await instantiateWasm(), await instantiateWasm()];
  expect(one.ok && other.ok && one.instance !== other.instance).toBe(true);
});

it('compiles in the background where a page may not do it at once', async () => {
  const { instantiate, Instance, validate } = WebAssembly;
  const Module = refusing(new RangeError('larger than 4KB'));
  const support = await reasonWith({ Module, Instance, instantiate, validate });
  expect(support.ok && support.instance).toBeInstanceOf(Instance);
});

it('tells that there is no WebAssembly', async () => {
  expect(await reasonWith(undefined)).toEqual({ ok: false, reason: 'no WebAssembly' });
});

it.each([
  ['there is no SIMD', false, 'no SIMD'],
  ['the policy of the page forbids it', true, 'refused by policy'],
])('tells that %s', async (_, isValid, reason) => {
  const Module = refusing(new WebAssembly.CompileError('no'));
  const instantiate = vi.fn();
  expect(await reasonWith({ Module, instantiate, validate: () => isValid })).toEqual({ ok: false, reason });
  expect(instantiate).not.toHaveBeenCalled();
});
