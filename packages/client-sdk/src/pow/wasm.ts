import { MODULE } from './wasm-module.js';

/** An instance for one search, or why there is none. */
export type WasmSupport =
  | { readonly ok: true; readonly instance: WebAssembly.Instance }
  | { readonly ok: false; readonly reason: WasmAbsence };

export type WasmAbsence = 'no WebAssembly' | 'no SIMD' | 'refused by policy';

/**
 * Tries to make an instance of the solver's module. Compiles asynchronously: pages may not compile more than a little on
 * their main thread otherwise.
 */
export async function instantiateWasm(): Promise<WasmSupport> {
  if (typeof WebAssembly !== 'object') return { ok: false, reason: 'no WebAssembly' };
  const bytes = Uint8Array.from(atob(MODULE), (char) => char.charCodeAt(0));
  try {
    const { instance } = await WebAssembly.instantiate(bytes);
    return { ok: true, instance };
  } catch {
    // What is valid and yet refused is forbidden: by a Content-Security-Policy without 'wasm-unsafe-eval'.
    return { ok: false, reason: WebAssembly.validate(bytes) ? 'refused by policy' : 'no SIMD' };
  }
}
