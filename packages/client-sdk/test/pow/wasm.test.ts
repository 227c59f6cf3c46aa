import { afterEach, expect, it, vi } from 'vitest';
import { instantiateWasm } from '../../src/pow/wasm.js';

afterEach(() => vi.unstubAllGlobals());

const reasonWith = async (stub: unknown) => {
  vi.stubGlobal('WebAssembly', stub);
  return instantiateWasm();
};

it('makes an instance of its own for every call', async () => {
  const [one, other] = [await instantiateWasm(), await instantiateWasm()];
  expect(one.ok && other.ok && one.instance !== other.instance).toBe(true);
});

it('tells that there is no WebAssembly', async () => {
  expect(await reasonWith(undefined)).toEqual({ ok: false, reason: 'no WebAssembly' });
});

const instantiate = () => Promise.reject(new TypeError('no'));

it('tells that there is no SIMD', async () => {
  const support = await reasonWith({ instantiate, validate: () => false });
  expect(support).toEqual({ ok: false, reason: 'no SIMD' });
});

it('tells that the policy of the page forbids it', async () => {
  const support = await reasonWith({ instantiate, validate: () => true });
  expect(support).toEqual({ ok: false, reason: 'refused by policy' });
});
