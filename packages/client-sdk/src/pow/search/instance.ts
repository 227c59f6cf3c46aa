import { MODULE } from './wasm-module.js';

/** An instance for one search, or why there is none. */
export type WasmSupport =
  | { readonly ok: true; readonly instance: WebAssembly.Instance }
  | { readonly ok: false; readonly reason: WasmAbsence };

export type WasmAbsence = 'no WebAssembly' | 'no SIMD' | 'refused by policy';

/** Tries to make an instance of the solver's module. */
export async function instantiateWasm(): Promise<WasmSupport> {
  if (typeof WebAssembly !== 'object') return { ok: false, reason: 'no WebAssembly' };
  const bytes = moduleBytes();
  try {
    return { ok: true, instance: await instanceOf(bytes) };
  } catch {
    // What is valid and yet refused is forbidden: by a Content-Security-Policy without 'wasm-unsafe-eval'.
    return { ok: false, reason: WebAssembly.validate(bytes) ? 'refused by policy' : 'no SIMD' };
  }
}

/** At once where that is allowed: to hand so small a module to another thread and back takes longer than to compile it. */
async function instanceOf(bytes: Uint8Array<ArrayBuffer>): Promise<WebAssembly.Instance> {
  try {
    return new WebAssembly.Instance(new WebAssembly.Module(bytes));
  } catch (error) {
    // Older browsers let a page's main thread compile 4 KiB at most.
    if (!(error instanceof RangeError)) throw error;
    return (await WebAssembly.instantiate(bytes)).instance;
  }
}

/** In a loop: a function called for each character takes a cold engine as long as the compiling. */
function moduleBytes(): Uint8Array<ArrayBuffer> {
  const text = atob(MODULE);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}
